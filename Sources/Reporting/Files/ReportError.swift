// SPDX-License-Identifier: GPL-3.0-or-later

/// Why a report could not be written. Nothing is left behind.
public enum ReportError: Error, Hashable, CustomStringConvertible {
  /// The folder cannot be made, or what stands in its place is not a report (`EX_CANTCREAT`, 73).
  case cannotCreate(path: String, reason: String)
  /// A file cannot be written whole (`EX_IOERR`, 74).
  case cannotWrite(path: String, reason: String)

  public var description: String {
    switch self {
    case .cannotCreate(let path, let reason): "\(path): error: cannot create: \(reason)"
    case .cannotWrite(let path, let reason): "\(path): error: cannot write: \(reason)"
    }
  }
}
