// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Testing

/// Every kind of output that is a data package, read by programs that are not ours. Slow: they come from PyPI.
@Suite("Data packages", .enabled(if: ProcessInfo.processInfo.environment["RETIRESIM_SLOW"] != nil))
struct DataPackageTests {
  /// Runs a shell script in `folder`.
  private func shell(_ script: String, in folder: String) async throws -> Program.Outcome {
    try await Program.run(
      ["-c", script], in: URL(fileURLWithPath: folder), executable: URL(fileURLWithPath: "/bin/sh"))
  }

  @Test("of a comparison, a search and a study agree with their tables, and pandas reads what was written")
  func validate() async throws {
    let folder = try TemporaryFolder()
    let (file, out) = (try folder.file("small.yaml", SmallScenario.text), folder.url.path + "/out")
    #expect(try await Program.run(["compare", file, "--paths", "40", "--quiet", "--output", out]).status == 0)
    #expect(try await Program.run(["search", file, "--paths", "8", "--quiet", "--output", out]).status == 0)
    let study = try StudyTests.study(folder)
    #expect(try await Program.run(["batch", study, "--quiet", "--out", out + "/study"]).status == 0)
    #expect(try await Program.run(["merge", out + "/study", "--quiet"]).status == 0)
    let tools = try await shell(
      "python3 -m venv venv && venv/bin/pip install -q 'frictionless>=5,<6' 'pandas>=2,<4'", in: folder.url.path)
    try #require(tools.status == 0, "\(tools.error)")
    for name in ["small", "small-search", "study"] {
      let run = try await shell(
        "cd out/\(name) && ../../venv/bin/frictionless validate datapackage.json", in: folder.url.path)
      #expect(run.status == 0, "\(name): \(run.text)\(run.error)")
    }
    let script = try folder.file("compare.py", Self.reading)
    let values = try await shell("venv/bin/python \(script) out/*/datapackage.json", in: folder.url.path)
    #expect(values.status == 0, "\(values.text)\(values.error)")
    #expect(values.text.contains("tables"))
  }

  /// Reads each table by pandas' own rules and by hand, and compares cell by cell; types must be those of the package.
  private static let reading = """
    import csv, json, pathlib, sys
    import pandas
    kinds = {"number": "f", "integer": "i", "boolean": "b"}
    tables = 0
    for path in map(pathlib.Path, sys.argv[1:]):
        for resource in json.loads(path.read_text())["resources"]:
            file = path.parent / resource["path"]
            frame = pandas.read_csv(file, keep_default_na=False, na_values=[""])
            rows = list(csv.reader(file.open(encoding="utf-8", newline="")))
            fields = resource["schema"]["fields"]
            assert list(frame.columns) == rows[0] == [field["name"] for field in fields], file
            assert len(frame) == len(rows) - 1, file
            for field in fields:
                column, place = frame[field["name"]], rows[0].index(field["name"])
                empty = column.isna().sum()
                kind = kinds.get(field["type"])
                if kind and empty == 0 and len(frame):
                    assert column.dtype.kind in kind + ("i" if kind == "f" else ""), (file, field)
                for value, row in zip(column, rows[1:]):
                    text = row[place]
                    if text == "":
                        assert pandas.isna(value), (file, field)
                    elif kind == "b":
                        assert value == (text == "true"), (file, field)
                    elif kind:
                        assert float(value) == float(text), (file, field, value, text)
                    else:
                        assert str(value) == text, (file, field, value, text)
                        assert text[0] not in "=+-@", (file, field, text)
            tables += 1
    print(tables, "tables")
    """
}
