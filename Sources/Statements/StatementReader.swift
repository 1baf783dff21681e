// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// One format of paper.
public protocol StatementReader: Sendable {
  /// The word that `--as` takes.
  var format: String { get }
  /// In a few words.
  var title: String { get }
  /// Of the institution; nil where the paper names it.
  var country: Country? { get }
  /// Whether the content looks like this format.
  func recognises(_ text: StatementText) -> Bool
  /// - Returns: what the paper says; nil where it cannot be read, which has been reported.
  func read(_ text: StatementText, _ context: ReadingContext) -> [Statement]
}

/// What a reader may ask and report, and what it knows of the day.
public final class ReadingContext {
  let interview: Interview
  /// Rows after this day are mistakes.
  public let today: CalendarDate
  /// `--future`: years after today's are taken.
  let allowsFuture: Bool
  /// `--country`.
  let country: Country?

  init(_ interview: Interview, today: CalendarDate, allowsFuture: Bool = false, country: Country? = nil) {
    (self.interview, self.today, self.allowsFuture, self.country) = (interview, today, allowsFuture, country)
  }
}

/// Makes a record of what several papers of a country say.
public protocol StatementAssembly: Sendable {
  var country: Country { get }
  /// - Returns: nil where something is wrong or open, which has been reported.
  func record(_ statements: [Statement], _ context: AssemblyContext) -> ImportedRecord?
}

/// The readers and assemblies that the program has.
public struct StatementFormats: Sendable {
  public var readers: [any StatementReader]
  public var assemblies: [any StatementAssembly]

  public init(readers: [any StatementReader], assemblies: [any StatementAssembly]) {
    (self.readers, self.assemblies) = (readers, assemblies)
  }

  public static func + (a: Self, b: Self) -> Self {
    Self(readers: a.readers + b.readers, assemblies: a.assemblies + b.assemblies)
  }

  func assembly(for country: Country) -> any StatementAssembly {
    assemblies.first { $0.country == country } ?? PeriodAssembly(country: country)
  }
}

/// What an assembly knows beside the papers.
public final class AssemblyContext {
  let interview: Interview
  public let today: CalendarDate
  let allowsFuture: Bool
  /// The country's law; nil where it is not known.
  let system: (any PensionSystem)?
  /// As the papers or the scenario say.
  let born: CalendarDate?
  let spreads: Bool

  init(
    _ interview: Interview, today: CalendarDate, allowsFuture: Bool, system: (any PensionSystem)?, born: CalendarDate?,
    spreads: Bool
  ) {
    (self.interview, self.today, self.allowsFuture) = (interview, today, allowsFuture)
    (self.system, self.born, self.spreads) = (system, born, spreads)
  }
}
