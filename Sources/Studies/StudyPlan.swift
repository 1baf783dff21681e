// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import RandomStreams
import Reporting
import ScenarioFiles
import Strategies

/// A study with its careers at hand: which item is which career under which assumptions.
///
/// An item is a career at a point of the design. Items run through all careers of the first point, then of the second, so that a block
/// shares its economy.
public struct StudyPlan: Sendable {
  public let study: StudyFile
  public let systems: [any PensionSystem]
  /// Points of the design; one without assumptions where nothing is varied.
  public let points: [[Assumption]]
  /// Careers of the population.
  public let careerCount: Int
  public let identity: StudyIdentity
  let prices: ContributionPrices
  /// Nil where careers are drawn.
  public let rows: CareerRows?
  private let regimes: [String: LawRegime]

  /// Reads the careers.
  ///
  /// - Parameter version: the program's, which the results belong to.
  /// - Throws: ``ScenarioErrors`` when the career file cannot be read, ``StudyError`` when an assumption cannot be set.
  public init(_ study: StudyFile, systems: [any PensionSystem], version: String) throws {
    (self.study, self.systems) = (study, systems)
    points = Self.points(of: study)
    prices = try ContributionPrices(asOf: study.base.asOf, currency: study.base.currency, systems: systems)
    if case .draw(let population) = study.careers, let posting = population.posting {
      for leg in population.legs where leg.country == posting.leg {
        do {
          _ = try prices.paidTwice(
            pay: 1, status: posting.status, covered: posting.leg, other: posting.other, year: leg.referenceYear)
        } catch {
          throw StudyError(
            "the posting's contributions cannot be reckoned by the law of \(leg.referenceYear): \(error)",
            hint: "give the leg a later reference_year")
        }
      }
    }
    var digest = study.text + "\u{0}" + study.base.text
    switch study.careers {
    case .draw(let population):
      careerCount = population.count
      rows = nil
    case .file(let path):
      let read = try CareerRows(
        path: path, countries: systems, personID: study.base.members[0].person.id, asOf: study.base.asOf)
      careerCount = read.count
      rows = read
      digest += "\u{0}" + read.digest
    }
    guard careerCount <= StudyIdentity.mostItems / points.count else {
      throw StudyError(
        "\(careerCount) careers at \(points.count) points are more than \(StudyIdentity.mostItems)",
        hint: "ask for fewer points")
    }
    identity = StudyIdentity(
      hash: SHA256.hex(of: Array(digest.utf8)), build: ProgramBuild.hash, version: version, seed: study.seed,
      paths: study.paths, careers: careerCount, items: careerCount * points.count, block: study.block,
      replicates: study.sensitivity?.replicates ?? 0)
    var regimes: [String: LawRegime] = [LawRegime.current.name: .current]
    for system in systems {
      for named in system.vocabulary.regimes { regimes[named.regime.name] = named.regime }
    }
    for regime in study.base.law.beside + study.base.law.parts.map(\.regime) { regimes[regime.name] = regime }
    self.regimes = regimes
    for point in points {
      var scenario = study.base
      for assumption in point { try assumption.apply(to: &scenario, regimes: regimes) }
    }
  }

  /// What the folder says of the study.
  public var about: StudyAbout {
    StudyAbout(
      title: study.title, file: study.path, naive: study.naive, currency: study.base.currency.text,
      asOf: study.base.asOf.description, countries: systems.map(\.country.code),
      units: systems.map { system in
        let record = study.base.members[0].records[system.country] ?? InsuranceRecord(country: system.country)
        return (try? system.coverage(of: record, person: study.base.members[0].person)).map { $0.unit.rawValue + "s" }
          ?? "units"
      },
      points: points.map { $0.map { "\($0.name) = \($0.value)" }.joined(separator: ", ") },
      comparedShares: Dictionary(study.comparedShares.map { ($0.name, $0.share) }, uniquingKeysWith: { a, _ in a }),
      lawEvents: LawEvent.all(of: systems))
  }

  /// The careers of a range of career numbers; a wrong row is its error.
  ///
  /// - Throws: ``ScenarioErrors`` when the career file has changed since it was opened.
  public func careers(_ numbers: Range<Int>) throws -> [Result<Career, RowError>] {
    if let rows { return try rows.careers(numbers) }
    guard case .draw(let population) = study.careers else { return [] }
    return population.careers(numbers, seed: study.seed, personID: study.base.members[0].person.id).map { .success($0) }
  }

  /// What the law refuses of the careers, at any point of the design; nothing is drawn.
  ///
  /// - Returns: one error a career, in their order.
  public func refusals() throws -> [RowError] {
    var found: [RowError] = []
    for first in stride(from: 0, to: careerCount, by: 256) {
      let numbers = first..<min(first + 256, careerCount)
      for (number, career) in zip(numbers, try careers(numbers)) {
        do {
          let career = try career.get()
          for point in points.indices { _ = try PreparedCareer(try scenario(career, point: point), systems: systems) }
        } catch let error as RowError {
          found.append(error)
        } catch {
          let reason = ScenarioError.reason(error)
          found.append(RowError(line: line(of: number), message: reason.message, hint: reason.hint))
        }
      }
    }
    return found
  }

  /// Where a career stands: its line in the file, or its number from 1 where careers are drawn.
  func line(of career: Int) -> Int { rows?.line(career) ?? career + 1 }

  /// The scenario of a career under the assumptions of a point.
  public func scenario(_ career: Career, point: Int) throws -> Scenario {
    try scenario(career, assumptions: points[point])
  }

  /// The same where a change of law has come.
  func scenario(_ career: Career, point: Int, after event: LawEvent) throws -> Scenario {
    var scenario = try scenario(career, point: point)
    event.apply(to: &scenario)
    return scenario
  }

  func scenario(_ career: Career, assumptions: [Assumption]) throws -> Scenario {
    var scenario = study.base
    scenario.members = [
      Member(person: career.person, records: career.records, longevity: study.base.members[0].longevity)
    ]
    scenario.simulation.paths = study.paths
    scenario.simulation.seed = study.seed
    scenario.law.beside = []
    for assumption in assumptions { try assumption.apply(to: &scenario, regimes: regimes) }
    return scenario
  }

  private static func points(of study: StudyFile) -> [[Assumption]] {
    switch study.design {
    case .grid(let axes):
      return axes.reduce([[]]) { points, axis in
        points.flatMap { point in axis.values.map { point + [Assumption(axis.name, $0)] } }
      }
    case .latinHypercube(let count, let vary):
      // Each axis visits each of its slices once, in an order of its own.
      var random = AddressedGenerator(seed: study.seed)
      let columns = vary.indices.map { axis -> [Double] in
        var draws: [(order: Double, within: Double)] = []
        for point in 0..<count {
          random.move(to: .careers, path: UInt64(UInt32.max) + 1 + UInt64(point), period: axis)
          draws.append((random.uniform(), random.uniform()))
        }
        let ranks = draws.indices.sorted { (draws[$0].order, $0) < (draws[$1].order, $1) }
        var column = [Double](repeating: 0, count: count)
        for (slice, point) in ranks.enumerated() {
          column[point] = (Double(slice) + draws[point].within) / Double(count)
        }
        return column
      }
      return (0..<count).map { point in
        vary.indices.map { axis in
          let ends = vary[axis]
          return Assumption(ends.name, .number(ends.low + (ends.high - ends.low) * columns[axis][point]))
        }
      }
    }
  }
}
