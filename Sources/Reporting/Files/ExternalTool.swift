// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Synchronization

/// A program of the system that draws: gnuplot, rsvg-convert.
package struct ExternalTool: Sendable {
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

  /// Seconds for all drawings of a report together.
  package static let budget: TimeInterval = 60

  /// Runs the program once for each input, side by side, in the time that is given to all of them.
  ///
  /// - Returns: what each wrote, in the order of the inputs; those that time was not left for have failed.
  package func runAll(
    _ arguments: [String], inputs: [[UInt8]], budget: TimeInterval = Self.budget
  ) -> [Result<[UInt8], any Error>] {
    let deadline = Date() + budget
    let results = Mutex<[Int: Result<[UInt8], any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
      let left = deadline.timeIntervalSinceNow
      let result = Result<[UInt8], any Error> {
        guard left > 0 else { throw Failed(description: "the \(Int(budget)) s for all charts were used up") }
        return try run(arguments, input: inputs[index], timeout: left)
      }
      results.withLock { $0[index] = result }
    }
    return results.withLock { all in
      inputs.indices.map { all[$0] ?? .failure(Failed(description: "it was not run")) }
    }
  }

  /// Runs the program with `input` on its standard input and returns its standard output.
  ///
  /// Both go through unnamed files, so that neither side waits for the other. The environment is empty but for a
  /// neutral locale, so that the output does not depend on the user's settings.
  package func run(_ arguments: [String], input: [UInt8], timeout: TimeInterval = Self.budget) throws -> [UInt8] {
    guard let inputFile = tmpfile(), let outputFile = tmpfile(), let errorFile = tmpfile() else {
      throw Failed(description: "cannot make a temporary file: \(ReportFolder.lastError)")
    }
    defer {
      fclose(inputFile)
      fclose(outputFile)
      fclose(errorFile)
    }
    guard Self.hasDescriptors else { throw Failed(description: "too many files are open") }
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
      Self.end(process)
      _ = ended.wait(timeout: .now() + 5)
      throw Failed(description: "\(path) took more than \(Int(timeout.rounded())) s")
    }
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let words = String(decoding: try Self.bytes(of: errorFile), as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
      throw Failed(description: "\(path) failed with \(process.terminationStatus): \(words)")
    }
    return try Self.bytes(of: outputFile)
  }

  /// For good, and with what it has started: Foundation gives each process a group of its own.
  private static func end(_ process: Process) {
    let pid = process.processIdentifier
    guard pid > 1 else { return }
    if getpgid(pid) == pid { kill(-pid, SIGKILL) }
    kill(pid, SIGKILL)
  }

  /// Whether as many files can be opened as starting a process takes; Foundation stops the program where they cannot.
  private static var hasDescriptors: Bool {
    let open = (0..<8).map { _ in dup(0) }
    for descriptor in open where descriptor >= 0 { close(descriptor) }
    return open.allSatisfy { $0 >= 0 }
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
