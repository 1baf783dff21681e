// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions

/// A chart before it is drawn: what it says, and the script that draws it.
struct Chart: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    case income, grid, differences, tornado, minimum, survival, surface
  }

  var kind: Kind
  /// The finding.
  var title: String
  /// The basis: what is shown, of how many futures, at which prices.
  var subtitle: String
  /// The finding and the basis as a sentence for those who cannot see the chart.
  var alternative: String
  var script: String
  /// The numbers of the chart, where no other table of the report holds them.
  var table: TextTable?

  /// Relative to the report's folder.
  var file: String { "charts/\(kind.rawValue).svg" }
}

/// The charts of a report, drawn or, without gnuplot, only as numbers.
struct ChartDrawing: Sendable {
  var planned: [Chart] = []
  /// The drawing by the chart's file.
  var svg: [String: String] = [:]
  /// What the report says where charts are missing.
  var missing: [RichText] = []
  var warnings: [String] = []
  var tableCaption = RichText()

  var charts: [(chart: Chart, svg: String)] {
    planned.compactMap { chart in svg[chart.file].map { (chart, $0) } }
  }

  func blocks(of kinds: [Chart.Kind]) -> [Block] {
    planned.filter { kinds.contains($0.kind) }.flatMap { chart in
      var blocks: [Block] = []
      if svg[chart.file] != nil {
        blocks.append(.figure(Figure(file: chart.file, alternative: chart.alternative, caption: RichText())))
      }
      if var table = chart.table {
        if table.caption.isEmpty { table.caption = tableCaption }
        blocks.append(.table(table))
      }
      return blocks
    }
  }
}

extension ChartDrawing {
  /// Draws `charts`, or says why not.
  init(drawing charts: [Chart], _ words: Wording, missing sentence: some PhraseKey, searchPath: String) {
    tableCaption = words.rich(SectionPhrase.chartTable)
    planned = charts
    guard let gnuplot = ExternalTool("gnuplot", searchPath: searchPath) else {
      missing = [words.rich(sentence)]
      warnings = [words.text(sentence)]
      return
    }
    let drawn = gnuplot.runAll(["-d", "-"], inputs: charts.map { Array($0.script.utf8) })
    for (chart, bytes) in zip(charts, drawn) {
      do {
        svg[chart.file] = try SVG.finished(
          String(decoding: try bytes.get(), as: UTF8.self), name: chart.kind.rawValue, title: chart.title,
          description: chart.alternative)
      } catch {
        let sentence = words.rich(
          SectionPhrase.chartFailed, ["file": RichText.code(chart.file), "reason": "\(error)"])
        missing.append(sentence)
        warnings.append(sentence.plain)
      }
    }
  }

  /// Writes each chart as PNG, one and a half times the SVG's size.
  ///
  /// - Returns: warnings.
  func writePNG(_ words: Wording, searchPath: String, _ writer: ReportFolder.Writer) throws -> [String] {
    guard !charts.isEmpty else { return [] }
    guard let converter = ExternalTool("rsvg-convert", searchPath: searchPath) else {
      return [words.text(SectionPhrase.pngMissing)]
    }
    var warnings: [String] = []
    let pictures = converter.runAll(["-z", "1.5", "-f", "png"], inputs: charts.map { Array($0.svg.utf8) })
    for (chart, picture) in zip(charts.map(\.chart), pictures) {
      let file = String(chart.file.dropLast(4)) + ".png"
      do {
        try writer.write(try picture.get(), to: file)
      } catch let error as ExternalTool.Failed {
        warnings.append(words.text(SectionPhrase.chartFailed, ["file": file, "reason": error.description]))
      }
    }
    return warnings
  }
}

extension ReportBuilder {
  /// Draws every chart that the result has the numbers for.
  func drawCharts(searchPath: String) -> ChartDrawing {
    ChartDrawing(
      drawing: [
        gridChart(), differencesChart(), incomeChart(), survivalChart(), minimumChart(), tornadoChart(),
      ].compactMap { $0 }, words, missing: SectionPhrase.chartsMissing, searchPath: searchPath)
  }
}
