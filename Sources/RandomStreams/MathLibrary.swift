// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL

/// Which `exp` and `log` the C library answers with on this machine.
///
/// A C library holds several variants and takes one by the processor when it is loaded; their last bits differ. Draws that pass
/// through GSL's own calls of them may differ with it, so results say which one it was.
public enum MathLibrary {
  /// `fma` or `no-fma` for the two variants of the GNU C library; another library goes by the digits of its answers.
  ///
  /// It depends on nothing but the bits of 40,000 answers, so machines of a kind agree on it.
  public static let variant: String = {
    let mark = fingerprint
    return known[mark] ?? "libm-" + String(mark, radix: 16)
  }()

  /// As the GNU C library 2.28 to 2.36 answers on x86-64.
  static let known: [UInt64: String] = [0xE0CE_D2A1_2541_B4E6: "fma", 0xE0E8_DDCB_E4A5_E769: "no-fma"]

  /// FNV-1a over the answers' bits, eight bytes at a time.
  static var fingerprint: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ value: Double) { hash = (hash ^ value.bitPattern) &* 0x100_0000_01B3 }
    for step in 1...20_000 {
      let x = Double(step) / 20_000
      add(CGSL.exp(-6 * x))
      add(CGSL.log(x))
    }
    return hash
  }
}
