// SPDX-License-Identifier: GPL-3.0-or-later
#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file that takes the place of one that is there, in one step: readers see the old text or the new one.
enum ReplacedFile {
  /// Keeps the rights of the old file, and writes through a link to what it names.
  ///
  /// - Throws: ``Failure`` with 73 where no file can be made beside it, 74 where it cannot be written whole; the old one stands then.
  static func write(_ text: String, to path: String) throws(Failure) {
    var target = path
    if let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? ""
    let name = target.split(separator: "/").last.map(String.init) ?? target
    let partial = "\(folder).\(name).partial-\(getpid())"
    var status = stat()
    let rights = stat(target, &status) == 0 ? status.st_mode & 0o777 : 0o644
    unlink(partial)
    let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL, rights)
    guard descriptor >= 0 else {
      throw Failure(
        .cannotCreate, "\(path): error: cannot create a file beside it: \(String(cString: strerror(errno)))")
    }
    fchmod(descriptor, rights)
    var problem = Terminal.send(text, to: descriptor)
    if fsync(descriptor) != 0, errno != EINVAL, problem == nil { problem = String(cString: strerror(errno)) }
    if close(descriptor) != 0, problem == nil { problem = String(cString: strerror(errno)) }
    if problem == nil, rename(partial, target) != 0 { problem = String(cString: strerror(errno)) }
    if let problem {
      unlink(partial)
      throw Failure(.inputOutput, "\(path): error: cannot write: \(problem)")
    }
  }
}
