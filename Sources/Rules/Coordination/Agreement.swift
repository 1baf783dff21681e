// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// What two countries agreed about insurance periods, as one of them applies it. Read from that country's agreement file.
public struct Agreement: Hashable, Sendable {
  public var name: String
  public var partners: [Country]
  /// First month in which a benefit can be due.
  public var inForce: YearMonth
  /// Own units below which nothing is aggregated.
  public var minimumOwn: Int
  /// Of foreign units into own ones; one for one where the file names no number.
  public var conversion: MonthConversion
  /// Whether the national and the pro rata amount are both worked out and the higher is paid.
  public var paysHigherOfNationalAndProRata: Bool

  public init(
    name: String, partners: [Country], inForce: YearMonth, minimumOwn: Int, conversion: MonthConversion,
    paysHigherOfNationalAndProRata: Bool
  ) {
    (self.name, self.partners, self.inForce, self.minimumOwn) = (name, partners, inForce, minimumOwn)
    (self.conversion, self.paysHigherOfNationalAndProRata) = (conversion, paysHigherOfNationalAndProRata)
  }

  /// The prefixes of all agreements that parameters under `root` state, in their order by name.
  public static func prefixes(under root: String, in library: ParameterLibrary) -> [String] {
    library.series.keys.filter { $0.hasPrefix(root + ".") && $0.hasSuffix(".partners") }
      .map { String($0.dropLast(".partners".count)) }.sorted()
  }

  /// Reads `<prefix>.name`, `.partners`, `.minimum_own`, `.months_per_unit` and `.higher_of_both` in force in `month`.
  ///
  /// - Returns: nil where the agreement is not in force in `month`.
  /// - Throws: ``ParameterError`` when the file is incomplete.
  public init?(_ prefix: String, in library: ParameterLibrary, on month: YearMonth) throws {
    let partners = ParameterKey<[String]>("\(prefix).partners")
    guard let first = library.series[partners.name]?.entries.first?.from, first <= month else { return nil }
    let units = ParameterKey<Int>("\(prefix).months_per_unit")
    self.init(
      name: try library.value(ParameterKey<String>("\(prefix).name"), inForce: month).value,
      partners: try library.value(partners, inForce: month).value.map { Country($0) }, inForce: first,
      minimumOwn: try library.value(ParameterKey<Int>("\(prefix).minimum_own"), inForce: month).value,
      conversion: MonthConversion(
        monthsPerUnit: library.series[units.name] == nil ? 1 : try library.value(units, inForce: month).value),
      paysHigherOfNationalAndProRata: try library.value(
        ParameterKey<Bool>("\(prefix).higher_of_both"), inForce: month
      ).value)
  }
}
