// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities
import Testing

@testable import Pensions

@Suite("JSON: values as they are written")
struct JSONValueInvariants {
  @Test(
    "reads numbers as the decimals that are written",
    arguments: [
      ("11000.5", "11000.5"), ("0.1", "0.1"), ("-3", "-3"), ("1e3", "1000"), ("2.50E-2", "0.025"), ("0", "0"),
      ("123456789012345.67", "123456789012345.67"),
    ])
  func numbers(_ text: String, _ written: String) throws {
    guard case .number(let value) = try JSONValue(text) else {
      Issue.record("\(text) is not a number")
      return
    }
    #expect(value.description == written)
  }

  @Test("keeps the order of an object and finds its fields")
  func objects() throws {
    let value = try JSONValue(#" {"b": [1, {"c": null}], "a": true, "t": "x\n\u00e9\ud83d\ude00\/"} "#)
    guard case .object(let fields) = value else {
      Issue.record("not an object")
      return
    }
    #expect(fields.map(\.key) == ["b", "a", "t"])
    #expect(value["a"] == .bool(true))
    #expect(value["t"] == .string("x\né😀/"))
    #expect(value["b"] == .array([.number(1), .object([JSONValue.Field(key: "c", value: .null)])]))
    #expect(value["z"] == nil)
  }

  @Test(
    "refuses what is not JSON, and says where",
    arguments: [
      ("", "column 1: the text ends where a value should stand"),
      ("{\"a\": 1", "column 8: an object is opened and never closed"),
      ("{\"a\": 1,}", "column 9: nothing follows the comma"),
      ("[1 2]", "column 4: a comma is missing"),
      ("{\"a\": 1, \"a\": 2}", "column 13: 'a' is given twice"),
      ("01", "column 3: a number does not begin with 0"),
      ("1.", "column 3: a digit is missing"),
      ("1e40", "column 5: the number is out of range"),
      ("nul", "column 1: 'null' is spelled otherwise"),
      ("NaN", "column 1: a value cannot begin with this character"),
      ("\"abc", "column 5: a string is opened and never closed"),
      ("\"\\x\"", "column 4: no such escape"),
      ("\"\\ud800\"", "column 8: half a surrogate pair"),
      ("1 1", "column 3: something follows the end of the value"),
    ])
  func refusals(_ text: String, _ message: String) {
    do {
      let value = try JSONValue(text)
      Issue.record("read as \(value)")
    } catch {
      #expect(error.description == message)
    }
  }

  @Test("refuses a text nested deeper than any case needs")
  func depth() {
    #expect(throws: JSONError.self) { try JSONValue(String(repeating: "[", count: 100_000)) }
  }
}
