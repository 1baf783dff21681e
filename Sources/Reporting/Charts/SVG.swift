// SPDX-License-Identifier: GPL-3.0-or-later

/// What gnuplot's drawing needs before it can be read by everybody: a name, a description, a role, fonts that exist.
package enum SVG {
  package struct Incomplete: Error, CustomStringConvertible {
    package var description: String { "gnuplot wrote no complete SVG" }
  }

  /// - Parameter name: put before every id, so that several drawings can stand in one page.
  package static func finished(_ drawing: String, name: String, title: String, description: String) throws -> String {
    guard drawing.contains("</svg>"),
      let titleStart = drawing.firstRange(of: "<title>Gnuplot</title>"),
      let descriptionEnd = drawing.firstRange(of: "</desc>"), titleStart.lowerBound < descriptionEnd.lowerBound
    else { throw Incomplete() }
    var text = String(drawing[..<titleStart.lowerBound])
    text += "<title id=\"\(name)-title\">\(HTML.escaped(title))</title>\n"
    text += "<desc id=\"\(name)-desc\">\(HTML.escaped(description))</desc>"
    text += drawing[descriptionEnd.upperBound...]
    guard let open = text.firstRange(of: "<svg") else { throw Incomplete() }
    text.replaceSubrange(open, with: "<svg role=\"img\" aria-labelledby=\"\(name)-title \(name)-desc\"")

    for (old, new) in [
      (" id='gp", " id='\(name)-gp"), (" id='textbox", " id='\(name)-textbox"),
      (" id='greybox", " id='\(name)-greybox"), (" id=\"gnuplot_", " id=\"\(name)-gnuplot_"),
      ("href='#gp", "href='#\(name)-gp"),
      (
        "font-family=\"DejaVu Sans:Bold\"",
        "font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\" font-weight=\"bold\""
      ),
      ("font-family=\"DejaVu Sans\"", "font-family=\"DejaVu Sans, Verdana, Arial, sans-serif\""),
    ] {
      text = text.replacing(old, with: new)
    }
    return withoutInnerTitles(text)
  }

  /// Takes away the titles of gnuplot's own groups, which a reader would hear as `gnuplot_plot_1`.
  private static func withoutInnerTitles(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstRange(of: "<title>") {
      guard let end = rest[start.upperBound...].firstRange(of: "</title>") else { break }
      result += rest[..<start.lowerBound]
      rest = rest[end.upperBound...]
    }
    return result + rest
  }
}
