// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes a document as one HTML file that needs nothing else: style and charts are inside, no script, no link out.
struct HTML {
  let document: Document
  /// `A4` or `letter`.
  let pageSize: String
  /// SVG text by the file name that figures use.
  let charts: [String: String]

  var text: String {
    var body = "<h1>\(Self.escaped(document.title))</h1>\n"
    for block in document.blocks { body += html(block) + "\n" }
    return """
      <!DOCTYPE html>
      <html lang="\(document.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(Self.escaped(document.title))</title>
      <style>
      \(Self.style(page: pageSize.lowercased() == "letter" ? "letter" : "A4"))
      </style>
      </head>
      <body>
      <main>
      \(body)</main>
      </body>
      </html>

      """
  }

  private func html(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text): return "<h\(level)>\(inline(text))</h\(level)>"
    case .paragraph(let text): return "<p>\(inline(text))</p>"
    case .list(let items):
      return "<ul>\n" + items.map { "<li>\(inline($0))</li>" }.joined(separator: "\n") + "\n</ul>"
    case .steps(let steps):
      return "<ol class=\"steps\">\n" + steps.map(step).joined(separator: "\n") + "\n</ol>"
    case .note(let text): return "<p class=\"note\" role=\"note\">\(inline(text))</p>"
    case .code(let lines):
      return "<pre><code>" + lines.map(Self.escaped).joined(separator: "\n") + "</code></pre>"
    case .figure(let figure):
      let picture = charts[figure.file].map(Self.inlineSVG) ?? "<p>\(Self.escaped(figure.alternative))</p>"
      let caption = figure.caption.isEmpty ? "" : "\n<figcaption>\(inline(figure.caption))</figcaption>"
      return "<figure>\n\(picture)\(caption)\n</figure>"
    case .table(let table): return self.table(table)
    }
  }

  private func step(_ step: Block.Step) -> String {
    guard !step.details.isEmpty else { return "<li>\(inline(step.head))</li>" }
    let details = step.details.map { "<li>\(inline($0))</li>" }.joined()
    return "<li>\(inline(step.head))<ul>\(details)</ul></li>"
  }

  private func table(_ table: TextTable) -> String {
    var text = "<div class=\"scroll\"><table>\n"
    if !table.caption.isEmpty { text += "<caption>\(inline(table.caption))</caption>\n" }
    text += "<thead><tr>"
    for column in table.columns {
      text += "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>\(inline(column.title))</th>"
    }
    text += "</tr></thead>\n<tbody>\n"
    for row in table.rows {
      text += "<tr>"
      for (cell, column) in zip(row, table.columns) {
        text += "<td\(column.isNumber ? " class=\"n\"" : "")>\(inline(cell))</td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody></table></div>"
  }

  private func inline(_ text: RichText) -> String {
    text.runs.map { run in
      let escaped = Self.escaped(run.text)
      return switch run.style {
      case .plain: escaped
      case .strong: "<strong>\(escaped)</strong>"
      case .code: "<code>\(escaped)</code>"
      }
    }.joined()
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in oneLine(text) {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
    return result
  }

  /// The drawing without its XML declaration, which HTML does not allow inside a page.
  private static func inlineSVG(_ svg: String) -> String {
    guard let start = svg.firstRange(of: "<svg") else { return "" }
    return String(svg[start.lowerBound...])
  }

  private static func style(page: String) -> String {
    """
    :root { color-scheme: light; }
    body { margin: 0; background: #fff; color: #1f2933; font: 16px/1.5 "DejaVu Sans", Verdana, Arial, sans-serif; }
    main { max-width: 62rem; margin: 0 auto; padding: 1.5rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; }
    h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-top: 1px solid #e4e7eb; padding-top: 1rem; }
    h3 { font-size: 1.05rem; margin: 1.25rem 0 .4rem; }
    p, ul { margin: .5rem 0; }
    li { margin: .35rem 0; }
    .steps ul { margin: 0; font-size: .85rem; }
    .steps code { overflow-wrap: anywhere; }
    .note { border-left: 4px solid #d55e00; padding: .3rem .8rem; background: #fff7ec; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-size: .8rem; margin: .6rem 0; }
    caption { text-align: left; padding: .3rem 0; color: #52606d; }
    th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0; border-bottom: 1px solid #e4e7eb; }
    th { border-bottom: 1px solid #52606d; }
    .n { text-align: right; font-variant-numeric: tabular-nums; }
    code, pre { font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .85em; }
    pre { background: #f5f7fa; padding: .6rem; overflow-x: auto; white-space: pre-wrap; }
    figure { margin: 1rem 0; }
    figure svg { max-width: 100%; height: auto; }
    figcaption { font-size: .85rem; color: #52606d; }
    @page { size: \(page); margin: 16mm; }
    @media print {
      body { font-size: 9.5pt; line-height: 1.4; }
      main { max-width: none; padding: 0; }
      h2, h3, caption, h2 + p, h2 + p + p, h3 + p { break-after: avoid; }
      caption { break-inside: avoid; }
      figure, tr, .note, .steps > li { break-inside: avoid; }
      thead { display: table-header-group; }
      table { font-size: 7.5pt; }
      .scroll { overflow: visible; }
    }
    """
  }
}
