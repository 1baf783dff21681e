// SPDX-License-Identifier: GPL-3.0-or-later
import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Ctrl-C: the work is cancelled, takes its temporary files away, and the program ends with 130.
enum Interruption {
  /// Runs `body`; the first Ctrl-C cancels it, a second one, or five seconds, ends the program as it stands.
  ///
  /// Reports are moved into place in one step, so neither way leaves half a report.
  static func watch(_ body: @escaping @Sendable () async -> ExitStatus) async -> ExitStatus {
    let work = Task { await body() }
    let interrupted = Atomic(false)
    signal(SIGINT, SIG_IGN)  // the source below takes it
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: DispatchQueue(label: "interruption"))
    source.setEventHandler {
      let again = interrupted.exchange(true, ordering: .relaxed)
      if again { _exit(ExitStatus.interrupted.rawValue) }
      Terminal.say(Terminal.errorIsInteractive ? "\r\u{1B}[Kinterrupted" : "interrupted")
      work.cancel()
      DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(5)) { _exit(ExitStatus.interrupted.rawValue) }
    }
    source.resume()
    let status = await work.value
    source.cancel()
    // What takes no notice of the cancellation comes to its end, but not to a good one.
    return interrupted.load(ordering: .relaxed) ? .interrupted : status
  }
}
