// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// A program of the system that draws: gnuplot, rsvg-convert.
package struct ExternalTool {
  let path: String

  /// The first executable of this name in `searchPath`, folders separated by colons; nil where there is none.
  package init?(_ name: String, searchPath: String) {
    for folder in searchPath.split(separator: ":") where folder.hasPrefix("/") {
      let candidate = folder + "/" + name
      if FileManager.default.isExecutableFile(atPath: String(candidate)) {
        path = String(candidate)
        return
      }
    }
    return nil
  }

  package struct Failed: Error, CustomStringConvertible {
    package var description: String
  }

  /// Runs the program with `input` on its standard input and returns its standard output.
  ///
  /// Both go through unnamed files, so that neither side waits for the other. The environment is empty but for a
  /// neutral locale, so that the output does not depend on the user's settings.
  package func run(_ arguments: [String], input: [UInt8], timeout: TimeInterval = 60) throws -> [UInt8] {
    guard let inputFile = tmpfile(), let outputFile = tmpfile(), let errorFile = tmpfile() else {
      throw Failed(description: "cannot make a temporary file: \(ReportFolder.lastError)")
    }
    defer {
      fclose(inputFile)
      fclose(outputFile)
      fclose(errorFile)
    }
    guard fwrite(input, 1, input.count, inputFile) == input.count, fflush(inputFile) == 0 else {
      throw Failed(description: "cannot write a temporary file: \(ReportFolder.lastError)")
    }
    rewind(inputFile)

    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"]
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    process.standardInput = FileHandle(fileDescriptor: fileno(inputFile), closeOnDealloc: false)
    process.standardOutput = FileHandle(fileDescriptor: fileno(outputFile), closeOnDealloc: false)
    process.standardError = FileHandle(fileDescriptor: fileno(errorFile), closeOnDealloc: false)
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + timeout) == .timedOut {
      process.terminate()
      throw Failed(description: "\(path) took more than \(Int(timeout)) s")
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let words = String(decoding: try Self.bytes(of: errorFile), as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      throw Failed(description: "\(path) failed with \(process.terminationStatus): \(words)")
    }
    return try Self.bytes(of: outputFile)
  }

  private static func bytes(of file: UnsafeMutablePointer<FILE>) throws -> [UInt8] {
    guard fseek(file, 0, SEEK_END) == 0 else { throw Failed(description: ReportFolder.lastError) }
    let count = ftell(file)
    rewind(file)
    var bytes = [UInt8](repeating: 0, count: count)
    guard fread(&bytes, 1, count, file) == count else { throw Failed(description: ReportFolder.lastError) }
    return bytes
  }
}
