// SPDX-License-Identifier: GPL-3.0-or-later

extension StatementFormats {
  /// Social Security's papers, and cases of its program.
  public static let unitedStates = StatementFormats(
    readers: [SSAXML(), AnyPIA(), SSATable()], assemblies: [EarningsAssembly()])
}
