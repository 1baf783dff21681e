// SPDX-License-Identifier: GPL-3.0-or-later
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that must not exist yet.
enum NewFile {
  /// - Throws: ``Failure`` with 73 where the file cannot be made, 74 where it cannot be written whole; it is then removed.
  static func write(_ text: String, to path: String) throws(Failure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard descriptor >= 0 else {
      let reason = errno == EEXIST ? "it exists; choose another name" : String(cString: strerror(errno))
      throw Failure(.cannotCreate, "\(path): error: cannot create: \(reason)")
    }
    var problem = Terminal.send(text, to: descriptor)
    if fsync(descriptor) != 0, errno != EINVAL, problem == nil { problem = String(cString: strerror(errno)) }
    if close(descriptor) != 0, problem == nil { problem = String(cString: strerror(errno)) }
    if let problem {
      unlink(path)
      throw Failure(.inputOutput, "\(path): error: cannot write: \(problem)")
    }
  }
}
