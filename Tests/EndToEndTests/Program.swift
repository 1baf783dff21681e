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
  ///   - typed: what somebody types at a terminal, which standard input then is; U+0004 ends the input.
  ///   - outputPath: where standard output goes instead of into the outcome, for example `/dev/full`.
  ///   - environment: variables beside those of the tests.
  ///   - interruptAfter: seconds after which Ctrl-C is sent.
  ///   - killAfter: seconds after which it is killed.
  static func run(
    _ arguments: [String], in folder: URL = root, input: Data = Data(), typed: String? = nil, outputPath: String? = nil,
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
    let keyboard = try typed.map { try Keyboard(typing: $0) }
    process.standardInput = try keyboard?.terminal ?? FileHandle(forReadingFrom: inputFile)
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

/// A pseudo-terminal at which everything was typed ahead.
private final class Keyboard {
  /// The end that the program sees.
  let terminal: FileHandle
  private let keys: FileHandle

  struct NoTerminal: Error {}

  init(typing text: String) throws {
    let descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    guard descriptor >= 0, let name = Self.unlocked(descriptor) else { throw NoTerminal() }
    keys = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    let end = open(name, O_RDWR | O_NOCTTY)
    guard end >= 0 else { throw NoTerminal() }
    terminal = FileHandle(fileDescriptor: end, closeOnDealloc: true)
    try keys.write(contentsOf: Data(text.utf8))
  }

  /// The name of the program's end, which may be opened from then on.
  private static func unlocked(_ descriptor: Int32) -> String? {
    #if os(Linux)
    // TIOCSPTLCK and TIOCGPTN of asm-generic/ioctls.h: the functions of stdlib.h for them are not in Swift's Glibc.
    var (lock, number) = (Int32(0), UInt32(0))
    guard ioctl(descriptor, 0x4004_5431, &lock) == 0, ioctl(descriptor, 0x8004_5430, &number) == 0 else { return nil }
    return "/dev/pts/\(number)"
    #else
    guard grantpt(descriptor) == 0, unlockpt(descriptor) == 0, let name = ptsname(descriptor) else { return nil }
    return String(cString: name)
    #endif
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
