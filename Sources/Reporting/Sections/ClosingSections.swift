// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities
import Strategies

extension ReportBuilder {
  /// What was assumed on the way, printed back.
  func assumptions() -> [Block] {
    var blocks: [Block] = [.heading(2, words.rich(SectionPhrase.assumptions))]
    blocks.append(
      .list(
        [words.rich(SectionPhrase.economyAssumed, ["model": RichText.code(words.text(result.economyModel))])]
          + result.notes.map { RichText(words.text($0)) }))
    if case .available(let minimum) = result.minimum, !minimum.notes.isEmpty {
      blocks += [
        .paragraph(
          words.rich(
            RiskPhrase.meansTestNotes, ["minimum": minimumShort, "article": words.text(minimum.article)])),
        .list(minimum.notes.map { RichText(words.text($0)) }),
      ]
    }
    if let allowance = result.allowance {
      blocks += [
        .paragraph(
          words.rich(
            RiskPhrase.allowanceNotes,
            [
              "name": words.text(allowance.name), "article": words.text(allowance.article),
            ])),
        .list(allowance.notes.map { RichText(words.text($0)) }),
      ]
    }
    if !scenario.assumed.isEmpty {
      blocks += [
        .paragraph(words.rich(SectionPhrase.assumptionsNote)),
        .table(
          TextTable(
            columns: [(words.rich(LabelPhrase.key), false), (words.rich(LabelPhrase.value), false)],
            rows: scenario.assumed.map { [RichText.code($0.key), RichText($0.value)] })),
      ]
    }
    if !scenario.warnings.isEmpty {
      blocks += [
        .heading(3, words.rich(SectionPhrase.warnings)), .list(scenario.warnings.map { RichText($0) }),
      ]
    }
    return blocks
  }

  /// The legal values used, one row a key; a key with many dates is summed up.
  func parameters(_ lines: [ParameterLine]) -> [Block] {
    var keys: [String] = []
    var byKey: [String: [ParameterLine]] = [:]
    for line in lines {
      if byKey[line.key] == nil { keys.append(line.key) }
      byKey[line.key, default: []].append(line)
    }
    let rows = keys.compactMap { key -> [RichText]? in
      guard let group = byKey[key], let first = group.first, let last = group.last else { return nil }
      let value: String
      let since: String
      if group.count <= 3 {
        value = group.map { readable($0.value) }.joined(separator: "; ")
        since = group.map(\.from.description).joined(separator: "; ")
      } else {
        value = words.text(
          LabelPhrase.values,
          [
            "count": numbers.integer(group.count), "first": readable(first.value), "last": readable(last.value),
          ])
        since = "\(first.from) … \(last.from)"
      }
      let origins = unique(group.map { words.origin($0.origin) })
      return [
        RichText.code(key) + RichText(first.title.map { " " + $0 } ?? ""),
        RichText(value + (first.unit.map { NumberText.space + $0 } ?? "")), RichText(since),
        RichText(origins.joined(separator: ", ")), RichText(first.checked?.description ?? "–"),
        RichText(unique(group.map(\.source)).prefix(2).joined(separator: "; ")),
      ]
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading(2, words.rich(SectionPhrase.parameters)), .paragraph(words.rich(SectionPhrase.parametersNote)),
    ] + parameterWarnings(lines).map { .note($0) } + [
      .table(
        TextTable(
          columns: [
            (words.rich(LabelPhrase.parameter), false), (words.rich(LabelPhrase.value), false),
            (words.rich(LabelPhrase.since), false), (words.rich(LabelPhrase.origin), false),
            (words.rich(LabelPhrase.checked), false), (words.rich(LabelPhrase.source), false),
          ], rows: rows))
    ]
  }

  /// A list without its brackets, and six decimals of a fraction that has more.
  private func readable(_ value: String) -> String {
    var text = value
    if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
    guard let point = text.firstIndex(of: "."), text[point...].count > 7, let number = ExactDecimal(text) else {
      return text
    }
    return number.roundedHalfUp(places: 6).description
  }

  /// The command, and what each file holds.
  func howToMakeAgain(files: [(file: String, content: FilePhrase)]) -> [Block] {
    let file = String(scenario.path.split(separator: "/").last ?? "")
    return [
      .heading(2, words.rich(SectionPhrase.again)),
      .code(["retiresim compare \(shellQuoted(file)) --paths \(result.paths) --seed \(result.seed)"]),
      .paragraph(
        words.rich(
          SectionPhrase.againNote,
          ["version": version, "hash": String(SHA256.hex(of: scenario.text.utf8).prefix(16)) + "…"])),
      .table(
        TextTable(
          columns: [(words.rich(LabelPhrase.file), false), (words.rich(LabelPhrase.content), false)],
          rows: files.map { [RichText.code($0.file), words.rich($0.content)] })),
    ]
  }
}

/// A file name that a shell takes as one word.
func shellQuoted(_ text: String) -> String {
  let clean = oneLine(text)
  let safe = clean.utf8.allSatisfy {
    ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || ($0 >= 0x61 && $0 <= 0x7A) || "._-/".utf8.contains($0)
  }
  return safe && !clean.isEmpty ? clean : "'" + clean.replacing("'", with: "'\\''") + "'"
}
