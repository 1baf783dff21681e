// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// GSL prints and aborts where it meets an error, unless told once to return a code; every code is looked at.
public enum GSLErrors {
  /// Named before the first call that may fail.
  public static let areReturned: Void = { _ = gsl_set_error_handler_off() }()
}
