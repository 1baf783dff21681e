// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

@Suite("retiresim awards")
struct AwardsTests {
  static let broken: [(line: String, error: String)] = [
    (
      #"{"id": 2, "born": "1957-08-02", "us": {"earnings": {"1980": -5}, "claim": "2023-08"}}"#,
      #"{"id": 2, "error": "'us.earnings.1980' is negative: -5"}"#
    ),
    (
      #"{"id": "b", "born": "1957-02-30", "us": {"claim": "2023-08"}}"#,
      #"{"id": "b", "error": "'born' is a day that exists, YYYY-MM-DD, not '1957-02-30'"}"#
    ),
    (
      #"{"id": "c", "born": "1957-08-02", "us": {"claim": "2023-13"}}"#,
      #"{"id": "c", "error": "'us.claim' is a month, YYYY-MM, not '2023-13'"}"#
    ),
    (#"{"id": "d", "born": "1957-08-02", "us": {"earnings": {}}}"#, #"{"id": "d", "error": "'us.claim' is missing"}"#),
    (#"{"id": "e", "born": "1957-08-02"}"#, #"{"id": "e", "error": "the case has neither 'us' nor 'lu' nor 'de'"}"#),
    (
      #"{"id": "f", "born": "1957-08-02", "lu": {"periods": [{"from": "1990-02", "to": "1990-01", "kind": "compulsory"}], "claim": "2026-07"}}"#,
      #"{"id": "f", "error": "'lu.periods[0].to' is 1990-01, before 1990-02"}"#
    ),
    (
      #"{"id": "g", "born": "1957-08-02", "us": {"claim": "2023-12", "law": "histrical"}}"#,
      #"{"id": "g", "error": "'us.law' names no regime 'histrical'; there are current, historical, reinstated, article"}"#
    ),
    ("no JSON", #"{"line": 8, "error": "the line is not JSON: column 1: 'null' is spelled otherwise"}"#),
  ]

  /// A case that both countries can answer, under a name of its own.
  static func good(_ id: Int) -> String {
    """
    {"id": "\(id)", "born": "19\(57 + id % 9)-08-02", "sex": "F", "us": {"earnings": {"1980": 11000.5, "1981": 12\(100 + id % 800)}, \
    "claim": "2024-09"}, "lu": {"periods": [{"from": "1990-01", "to": "2009-12", "kind": "compulsory"}], \
    "income": {"1990": 21000, "2000": 34567.89}, "claim": "2026-07"}}
    """
  }

  @Test("gives a broken line an error line, and the rest their answers, in the order of the cases")
  func brokenLines() async throws {
    var lines = Self.broken.map(\.line)
    lines += ["", Self.good(1)]
    let input = Data(lines.joined(separator: "\n").utf8)
    let run = try await Program.run(["awards", "-"], input: input)
    #expect(run.status == 0)
    #expect(run.error == "-: 8 of the cases could not be computed; their lines say why\n")
    let output = run.text.split(separator: "\n").map(String.init)
    #expect(output.count == 9)
    #expect(Array(output.prefix(8)) == Self.broken.map(\.error))
    #expect(output.last?.hasPrefix(#"{"id": "1", "us": {"#) == true)

    let strict = try await Program.run(["awards", "--strict", "-"], input: input)
    #expect(strict.status == 65)
    #expect(strict.output == run.output)
  }

  @Test("a byte order mark and Windows line ends change no answer")
  func markAndLineEnds() async throws {
    let plain = try await Program.run(["awards", "-"], input: Data((Self.good(1) + "\n" + Self.good(2) + "\n").utf8))
    let marked = try await Program.run(
      ["awards", "-"], input: Data(("\u{FEFF}" + Self.good(1) + "\r\n" + Self.good(2) + "\r\n").utf8))
    #expect(plain.text.split(separator: "\n").count == 2 && !plain.text.contains("error"))
    #expect(marked.output == plain.output && marked.error == "")
  }

  @Test("answers in the same order and bytes for any number of threads")
  func threads() async throws {
    let input = Data((0..<80).map(Self.good).joined(separator: "\n").utf8)
    let one = try await Program.run(["awards", "--threads", "1", "-"], input: input)
    #expect(one.status == 0, "\(one.error)")
    #expect(one.error == "")
    let ids = one.text.split(separator: "\n").map { line in
      (try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])?["id"] as? String
    }
    #expect(ids == (0..<80).map { "\($0)" })
    for threads in ["2", "7"] {
      let run = try await Program.run(["awards", "--threads", threads, "-"], input: input)
      #expect(run.output == one.output)
    }
  }

  @Test("counts the other country's coverage where the case gives no number of its own")
  func foreignCoverage() async throws {
    // 10 quarters alone are too few; with twenty years in Luxembourg the benefit is totalized.
    let us = #""us": {"earnings": {"2000": 40000, "2001": 40000, "2002": 20000}, "claim": "2024-09"}"#
    let lu =
      #""lu": {"periods": [{"from": "1990-01", "to": "1999-12", "kind": "compulsory"}], "income": {"1990": 21000}, "claim": "2026-07"}"#
    let lines = [
      #"{"id": "alone", "born": "1958-08-02", \#(us)}"#, #"{"id": "both", "born": "1958-08-02", \#(us), \#(lu)}"#,
    ]
    // A record without a claim is coverage for the other country, and is not answered itself.
    let coverage = lu.replacingOccurrences(of: #", "claim": "2026-07""#, with: "")
    let own = us.replacingOccurrences(of: #", "claim": "2024-09""#, with: "")
    let cases =
      lines + [
        #"{"id": "coverage", "born": "1958-08-02", \#(us), \#(coverage)}"#,
        // Nine years are too few without the 36 US months.
        #"{"id": "own", "born": "1958-08-02", \#(own), \#(lu.replacingOccurrences(of: "1999-12", with: "1998-12"))}"#,
      ]
    let run = try await Program.run(["awards", "-"], input: Data(cases.joined(separator: "\n").utf8))
    let output = run.text.split(separator: "\n").map(String.init)
    try #require(output.count == 4)
    #expect(output[0].contains(#""insured": false"#))
    #expect(output[1].contains(#""totalized": true"#))
    #expect(output[2].contains(#""totalized": true"#) && !output[2].contains(#""lu":"#))
    #expect(output[3].contains(#""usMonthsCounted": 36"#) && !output[3].contains(#""us":"#))
  }

  @Test("answers what is paid for each month, beside work and after a death, and refuses what cannot be")
  func paid() async throws {
    let us =
      #""us": {"earnings": {"1990": 21000, "1991": 21000, "1992": 22000, "1993": 23000, "1994": 23000, "1995": 24000, "1996": 25000, "1997": 26000, "1998": 28000, "1999": 29000}, "claim": "2026-07"}"#
    let lu = #""lu": {"periods": [{"from": "2000-01", "to": "2026-09", "kind": "compulsory", "pay": 4300}]}"#
    let span = #""paid": ["2026-08", "2026-11"]"#
    let lines = [
      #"{"id": "record", "born": "1964-06-15", \#(us), \#(lu), \#(span)}"#,
      #"{"id": "hours", "born": "1964-06-15", \#(us), \#(lu), "work": [{"from": "2000-01", "to": "2026-09", "country": "LU", "hours": 45}], \#(span)}"#,
      #"{"id": "widow", "born": "1964-06-15", "widowed": {"born": "1963-01-20", "died": "2022-05", "married": "1990-06", \#(us.replacingOccurrences(of: #", "claim": "2026-07""#, with: ""))}, \#(span)}"#,
      #"{"id": "hours744", "born": "1964-06-15", \#(us), "work": [{"from": "2026-01", "to": "2026-02", "country": "LU", "hours": 745}], \#(span)}"#,
      #"{"id": "early", "born": "1968-06-15", "us": {"survivor_claim": "2028-05"}, "widowed": {"born": "1963-01-20", "died": "2022-05", "us": {}}, \#(span)}"#,
      #"{"id": "wedding", "born": "1964-06-15", \#(us), "widowed": {"born": "1963-01-20", "died": "2022-05", "married": "2023-01", "us": {}}, \#(span)}"#,
      #"{"id": "divorced", "born": "1960-01-10", "us": {"claim": "2026-08"}, "divorced": [{"born": "1962-02-10", "married": "1985-01", "divorced": "1997-02", \#(us.replacingOccurrences(of: #", "claim": "2026-07""#, with: ""))}], \#(span)}"#,
      #"{"id": "twice", "born": "1960-01-10", "us": {"claim": "2026-08"}, "divorced": [{"born": "1962-02-10", "married": "1985-01", "divorced": "1997-02", "us": {}}, {"born": "1961-02-10", "married": "1990-01", "divorced": "2007-02", "us": {}}], \#(span)}"#,
      #"{"id": "order", "born": "1960-01-10", "us": {"claim": "2026-08"}, "divorced": [{"born": "1962-02-10", "married": "1997-03", "divorced": "1997-02", "us": {}}], \#(span)}"#,
    ]
    let run = try await Program.run(["awards", "-"], input: Data(lines.joined(separator: "\n").utf8))
    let output = run.text.split(separator: "\n").map(String.init)
    try #require(output.count == lines.count)
    // Two months of work by the record, then the benefit; with 45 hours or fewer it is paid throughout.
    let amount = try #require(output[0].firstMatch(of: /"monthlyBenefit": (\d+)/)?.1)
    let later = #""2026-10": \#(amount), "2026-11": \#(amount)}, "lu": {"#
    #expect(output[0].contains(#""paid": {"us": {"2026-08": 0, "2026-09": 0, "# + later))
    #expect(output[1].contains(#""paid": {"us": {"2026-08": \#(amount), "2026-09": \#(amount), "#))
    #expect(output[2].contains(#""paid": {"us": {"2026-08": "#) && !output[2].contains(#""2026-08": 0"#))
    #expect(output[3].contains("'work[0].hours' is 745; a month has at most 744"))
    #expect(
      output[4].contains("'us.survivor_claim' is 2028-05, before the month of 60, 2028-06 (42 U.S.C. § 402(e)(1)(B))"))
    #expect(output[5].contains("'widowed.died' is 2022-05-01, before the wedding of 2023-01-01"))
    #expect(output[6].contains(#""paid": {"us": {"2026-08": "#) && !output[6].contains(#""2026-08": 0"#))
    #expect(
      output[7].contains("'divorced[1].married' is 1990-01-01, before the marriage of 1985-01-01 ended in 1997-02"))
    #expect(output[8].contains("'divorced[0].divorced' comes after 'divorced[0].married'"))
  }

  @Test("ends with 66 where there is no file, and 74 where the answers cannot be written")
  func files() async throws {
    let missing = try await Program.run(["awards", "no-such-file.jsonl"])
    #expect(missing.status == 66)
    #expect(missing.error.hasPrefix("no-such-file.jsonl: error: No such file or directory\n"))
    if FileManager.default.fileExists(atPath: "/dev/full") {
      let full = try await Program.run(["awards", "-"], input: Data(Self.good(1).utf8), outputPath: "/dev/full")
      #expect(full.status == 74)
    }
  }
}
