// SPDX-License-Identifier: GPL-3.0-or-later
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Standard output and standard error, without buffers that lose an error.
enum Terminal {
  /// Writes `text` to standard output whole.
  ///
  /// - Throws: ``Failure`` with 74 when it cannot be written, for example because the disk is full.
  static func write(_ text: String) throws(Failure) {
    if let problem = send(text, to: 1) {
      throw Failure(.inputOutput, "retiresim: error: cannot write to standard output: \(problem)")
    }
  }

  /// Writes a line to standard error; when even that fails there is nobody to tell.
  static func say(_ line: String) {
    _ = send(shown(line.hasSuffix("\n") ? line : line + "\n"), to: 2)
  }

  /// What stands in a message and a terminal would obey, such as a file's name, is replaced; line ends stay.
  static func shown(_ text: String) -> String {
    func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
      (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F...0x9F).contains(scalar.value)
    }
    guard text.unicodeScalars.contains(where: isObeyed) else { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(isObeyed(scalar) ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }

  /// Whether a person looks at standard error.
  static var errorIsInteractive: Bool { isatty(2) == 1 }

  /// Whether a person types the input.
  static var inputIsInteractive: Bool { isatty(0) == 1 }

  /// Sends every byte; returns what the system says where it cannot.
  static func send(_ text: String, to descriptor: Int32) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      var sent = 0
      while sent < bytes.count {
        guard let base = bytes.baseAddress else { break }
        #if canImport(Darwin)
        let count = Darwin.write(descriptor, base + sent, bytes.count - sent)
        #elseif canImport(Musl)
        let count = Musl.write(descriptor, base + sent, bytes.count - sent)
        #else
        let count = Glibc.write(descriptor, base + sent, bytes.count - sent)
        #endif
        if count < 0 {
          if errno == EINTR { continue }
          return String(cString: strerror(errno))
        }
        sent += count
      }
      return nil
    }
  }
}

/// Ends the process at once, running nothing else.
func exitProcess(_ status: ExitStatus) -> Never { exit(status.rawValue) }

/// A line on standard error that says how far the work is; silent where nobody looks.
final class ProgressBar: Sendable {
  private struct State {
    let started = ContinuousClock.now
    var lastDrawn: ContinuousClock.Instant?
    var drawn = false
  }

  private let label: String
  private let isOn: Bool
  private let state = Mutex(State())

  /// - Parameter quiet: says nothing even on a terminal.
  init(_ label: String, quiet: Bool) {
    self.label = label
    isOn = !quiet && Terminal.errorIsInteractive
  }

  /// Draws at most ten times a second; may be called from any thread.
  ///
  /// - Parameters:
  ///   - share: of the work that is done, 0 to 1.
  ///   - note: what stands behind the bar, such as the time left.
  func update(_ share: Double, note: String = "") {
    guard isOn, share.isFinite else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      if let last = state.lastDrawn, now - last < .milliseconds(100) { return }
      (state.lastDrawn, state.drawn) = (now, true)
      let width = 30
      let filled = Int(Double(width) * min(1, max(0, share)))
      let bar = String(repeating: "█", count: filled) + String(repeating: "·", count: width - filled)
      _ = Terminal.send("\r\(label) \(bar) \(Int(100 * min(1, max(0, share)))) % \(note)\u{1B}[K", to: 2)
    }
  }

  /// Takes the line away.
  func finish() {
    guard isOn else { return }
    state.withLock { state in
      guard state.drawn else { return }
      _ = Terminal.send("\r\u{1B}[K", to: 2)
      state.drawn = false
    }
  }
}

/// Processors that the system offers, at least one.
func processorCount() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
