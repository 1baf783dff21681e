// SPDX-License-Identifier: GPL-3.0-or-later
import CKernels
import Quantities

/// Memory of a ``SurfacePath`` that is not rows of lanes: numbers of the law, counters by month and by claim.
struct SurfaceMemory: ~Copyable {
  let runs: UnsafeMutablePointer<ck_run>
  let withheld: UnsafeMutablePointer<ck_withholding>
  let steps: UnsafeMutablePointer<ck_step>
  let sums: UnsafeMutablePointer<ck_sums>
  /// [month]: inner claims that are due, used, paid; the calendar month, 1 for January.
  let due, used, paid, calendar: UnsafeMutablePointer<Int32>
  /// [inner claim]: month of the first payment.
  let first: UnsafeMutablePointer<Int32>
  /// [outer claim]: month of its first payment.
  let outerFirst: UnsafeMutablePointer<Int>
  let bucket: UnsafeMutablePointer<Int16>
  let rising: UnsafeMutablePointer<UInt8>

  init(_ law: SurfacePlan, rows: Int) {
    let months = law.plan.months
    runs = Self.make(law.runs)
    withheld = Self.make(law.withheld)
    steps = Self.make(law.steps ?? [])
    sums = Self.make(Array(repeating: ck_sums(), count: law.levels.count))
    let zero = [Int32](repeating: 0, count: months)
    (due, used, paid) = (Self.make(zero), Self.make(zero), Self.make(zero))
    calendar = Self.make((0..<months).map { Int32((law.plan.firstMonth + $0).month) })
    first = Self.make(Array(repeating: 0, count: law.inner.claims.count))
    outerFirst = Self.make(Array(repeating: 0, count: rows))
    bucket = Self.make(Array(repeating: 0, count: Int(CK_BUCKETS) + 1))
    rising = Self.make(Array(repeating: 0, count: months))
  }

  private static func make<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    for (index, element) in elements.enumerated() { (pointer + index).initialize(to: element) }
    return pointer
  }

  deinit {
    runs.deallocate()
    withheld.deallocate()
    steps.deallocate()
    sums.deallocate()
    for pointer in [due, used, paid, calendar, first] { pointer.deallocate() }
    outerFirst.deallocate()
    bucket.deallocate()
    rising.deallocate()
  }
}
