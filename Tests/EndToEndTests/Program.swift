// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation

/// The built program, run as a user runs it: as a process of its own.
enum Program {
  /// What a run left behind.
  struct Outcome: Sendable {
    var status: Int32
    /// The process was ended by a signal, whose number is `status`.
    var signalled: Bool
    var output: Data
    var error: String
    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// `RETIRESIM_BINARY`, or the program that was built beside the tests.
  static let binary: URL = {
    if let path = ProcessInfo.processInfo.environment["RETIRESIM_BINARY"] { return URL(fileURLWithPath: path) }
    #if os(macOS)
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let folder = (bundle?.bundleURL ?? Bundle.main.bundleURL).deletingLastPathComponent()
    #else
    let folder = Bundle.main.executableURL!.deletingLastPathComponent()
    #endif
    return folder.appending(path: "retiresim")
  }()

  /// An optimised program is named by the environment: full-size runs are for it alone.
  static let isOptimised = ProcessInfo.processInfo.environment["RETIRESIM_BINARY"] != nil

  /// The package's folder.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - input: what it reads on standard input.
  ///   - outputPath: where standard output goes instead of into the outcome, for example `/dev/full`.
  ///   - environment: variables beside those of the tests.
  ///   - interruptAfter: seconds after which Ctrl-C is sent.
  ///   - killAfter: seconds after which it is killed.
  static func run(
    _ arguments: [String], in folder: URL = root, input: Data = Data(), outputPath: String? = nil,
    executable: URL = binary, environment: [String: String] = [:], interruptAfter: Double? = nil,
    killAfter: Double? = nil
  ) async throws -> Outcome {
    let files = try TemporaryFolder()
    let inputFile = files.url.appending(path: "in")
    let outputFile = outputPath.map { URL(fileURLWithPath: $0) } ?? files.url.appending(path: "out")
    let errorFile = files.url.appending(path: "err")
    try input.write(to: inputFile)
    for file in [outputFile, errorFile] where !FileManager.default.fileExists(atPath: file.path) {
      try Data().write(to: file)
    }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
      process.terminationHandler = { _ in ended.resume() }
      do {
        try process.run()
        if let seconds = killAfter {
          let pid = process.processIdentifier
          DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { if process.isRunning { kill(pid, SIGKILL) } }
        }
        if let seconds = interruptAfter {
          let pid = process.processIdentifier
          DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { kill(pid, SIGINT) }
        }
      } catch {
        process.terminationHandler = nil
        ended.resume()
      }
    }
    return Outcome(
      status: process.terminationStatus, signalled: process.terminationReason == .uncaughtSignal,
      output: outputPath == nil ? try Data(contentsOf: outputFile) : Data(),
      error: String(decoding: try Data(contentsOf: errorFile), as: UTF8.self))
  }
}

/// A folder that goes away with its last user.
final class TemporaryFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "retiresim-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Names of everything below the folder, sorted.
  var contents: [String] {
    (FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []).sorted()
  }
}
