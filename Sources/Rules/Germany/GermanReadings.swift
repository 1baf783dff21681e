// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Choices where the law can be read in more than one way, and facts of the household that the law asks for.
public struct GermanReadings: Hashable, Sendable {
  /// A value of another form than the setting takes.
  public struct Mistake: Error, Hashable, CustomStringConvertible {
    public var description: String
  }

  /// US and EU time are added in one test.
  public var multilateral = false
  /// `pensioners`: in the pensioners' health insurance; `voluntary`; `private`.
  public var germanCover = "pensioners"
  /// Pays the extra rate of long-term care insurance.
  public var childless = false
  /// Yearly fall of the pension value against wages after the guaranteed level ends.
  public var levelFall = 0.003

  /// - Throws: ``Mistake`` for a value that the setting does not take. Names of other countries' settings are left alone.
  public init(_ settings: [String: String]) throws {
    func flag(_ name: String) throws -> Bool? {
      guard let text = settings[name] else { return nil }
      guard let value = ["yes": true, "true": true, "no": false, "false": false][text] else {
        throw Mistake(description: "setting '\(name)' is 'yes' or 'no', not '\(text)'")
      }
      return value
    }
    multilateral = try flag("multilateral") ?? multilateral
    childless = try flag("childless") ?? childless
    if let text = settings["germanCover"] {
      let choices = ["pensioners", "voluntary", "private"]
      guard choices.contains(text) else {
        throw Mistake(description: "setting 'germanCover' is one of \(choices.joined(separator: ", ")), not '\(text)'")
      }
      germanCover = text
    }
    if let text = settings["levelFall"] {
      guard let value = Double(text), (0...0.05).contains(value) else {
        throw Mistake(description: "setting 'levelFall' is a share a year from 0 to 0.05, not '\(text)'")
      }
      levelFall = value
    }
  }
}
