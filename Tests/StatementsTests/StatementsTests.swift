// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import LuxembourgRules
import Pensions
import Quantities
import Statements
import UnitedStatesRules

/// Papers of `Goldens/papers`, all of own invention, and how they are read.
enum Papers {
  static let systems: [any PensionSystem] = {
    do { return [try UnitedStates(), try Luxembourg()] } catch { preconditionFailure("\(error)") }
  }()
  static let formats: StatementFormats = .unitedStates + .luxembourg + .germany + .france + .europe
  static let today = CalendarDate(2026, 11, 30)!
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Goldens/papers")

  static let good = [
    "left-in-2001.xml", "unquoted-namespace.xml", "pasted-page.txt", "pasted-cells.txt", "before-medicare.txt",
    "grouped-years.txt", "two-blocks.txt", "plain.pia", "quarters.pia", "luxembourg-by-year.txt",
    "luxembourg-affiliations.txt", "e205.txt", "french.txt", "german.txt", "two-employers.txt",
  ]
  static let broken = [
    "login-page.xml", "entities.xml", "year-twice.xml", "short-line.pia", "impossible-date.txt", "scan.txt",
    "over-the-base.txt",
  ]

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// Reads papers in memory, the defaults taken.
  static func run(
    _ papers: [(name: String, bytes: [UInt8])], answers: [String: Answers.Value] = [:], yes: Bool = true,
    _ settings: (inout StatementImport) -> Void = { _ in }
  ) -> StatementImport.Outcome {
    var papersImport = StatementImport(formats: formats, systems: systems, today: today)
    papersImport.takesDefaults = yes
    settings(&papersImport)
    return papersImport.run(papers.map { PaperFile(name: $0.name, bytes: $0.bytes) }, answers: Answers(answers))
  }

  static func run(
    text: String, name: String = "paper.txt", answers: [String: Answers.Value] = [:], yes: Bool = true,
    _ settings: (inout StatementImport) -> Void = { _ in }
  ) -> StatementImport.Outcome {
    run([(name, Array(text.utf8))], answers: answers, yes: yes, settings)
  }

  static func run(
    file: String..., answers: [String: Answers.Value] = [:], yes: Bool = true,
    _ settings: (inout StatementImport) -> Void = { _ in }
  ) throws -> StatementImport.Outcome {
    run(try file.map { ($0, try bytes($0)) }, answers: answers, yes: yes, settings)
  }

  /// What the answers to the questions of the good papers are, where they have no default.
  static let answers: [String: Answers.Value] = [
    "us-1981-1990": .parts(["1988": "6240", "1989": "18350", "1990": "24600"]),
    "us-1991-2000": .parts([
      "1991": "27150", "1992": "29480", "1993": "31900", "1994": "34225", "1995": "36010", "1996": "38800",
      "1997": "41275",
      "1998": "44630", "1999": "47900", "2000": "52340",
    ]),
    "us-2001-2005": .parts(["2001": "21410"]),
    "lu-2004-05-pay": .text("4200"), "lu-until": .text("2031-12"), "lu-2001-03-pay": .text("3600"),
    "lu-2006-01-pay": .text("2000"), "lu-2007-01-pay": .text("4200"),
  ]
}

/// A record in one line for comparison: years and periods, without comments.
func plain(_ record: ImportedRecord) -> String {
  let years = record.record.earnings.filter { $0.value.amount > .zero }.sorted { $0.key < $1.key }.map { year, stated in
    "\(year)=\(stated.amount)" + (stated.wagesOf.map { "@\($0)" } ?? "")
  }
  let units = record.record.units.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }
  let periods = record.record.periods.map { period in
    "\(period.from)..\(period.through)" + (period.kind.isEmpty ? "" : " \(period.kind)")
      + (period.monthlyPay.map { " \($0)" } ?? "") + (period.wagesOf.map { "@\($0)" } ?? "")
  }
  return [
    "\(record.record.country)", years.joined(separator: " "), units.joined(separator: " "),
    periods.joined(separator: ", "),
  ]
  .filter { !$0.isEmpty }.joined(separator: " | ")
}

func plain(_ outcome: StatementImport.Outcome) -> String { outcome.records.map { plain($0) }.joined(separator: " || ") }
