// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

@testable import UnitedStatesRules

extension PeerHousehold {
  /// US law without an increase from `today` on, and with wages that stand still.
  static func law(asOf today: YearMonth) throws -> UnitedStates {
    if let known = laws.first(where: { $0.today == today }) { return try known.law.get() }
    return try newLaw(asOf: today)
  }

  /// The months that the cases are set in, read once.
  private static let laws = [YearMonth(2018, 11), YearMonth(2019, 8), YearMonth(2026, 4)].map { today in
    (today: today, law: Result { try newLaw(asOf: today) })
  }

  private static func newLaw(asOf today: YearMonth) throws -> UnitedStates {
    let files = EmbeddedFiles.all.map { file -> (name: String, text: String) in
      let text = "\(file.text)"
      let (name, first): (String, Int)
      switch file.name {
      case "cost-of-living.csv": (name, first) = ("0.0", today.year)
      case "average-wage-index.csv":
        let row = text.split(separator: "\n").first { $0.hasPrefix("\(today.year - 2),") } ?? ""
        (name, first) = (String(row.split(separator: ",")[1]), today.year - 1)
      // The fund's month of depletion is known only after some of the cases; other programs know of none.
      case "trust-fund.yaml": return (file.name, text.replacing(".depletion:", with: ".month:"))
      default: return (file.name, text)
      }
      let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
        var fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard fields.count > 1, let year = Int(fields[0]), year >= first else { return String(line) }
        fields[1] = name
        return fields.joined(separator: ",")
      }
      return (file.name, rows.joined(separator: "\n"))
    }
    return try UnitedStates(files: files).projected(along: Outlook(wageGrowth: [2000: 0], cola: [2000: 0]))
  }
}
