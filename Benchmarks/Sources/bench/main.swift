// SPDX-License-Identifier: GPL-3.0-or-later
import CReference
import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// bench MODE PATHS [THREADS]: one run of one version, its result and its inner time as JSON on one line.
let arguments = CommandLine.arguments
guard arguments.count >= 3, let paths = Int(arguments[2]), paths > 1 else {
  print("usage: bench draws|gsl|ours|engine|pair|search|cells PATHS [THREADS]")
  exit(64)
}
let threads = arguments.count > 3 ? Int(arguments[3]) ?? 1 : 1
let normalsPerPath = 720

var model = ref_model()
ref_model_fill(&model)
let clock = ContinuousClock()

/// Waits on the main thread for what the task pool does. The main thread must stay: callgrind falls over the end of one.
func waiting<Result: Sendable>(_ body: @escaping @Sendable () async -> Result) -> Result {
  let result = Mutex<Result?>(nil)
  let done = DispatchSemaphore(value: 0)
  Task.detached {
    let found = await body()
    result.withLock { $0 = found }
    done.signal()
  }
  done.wait()
  guard let found = result.withLock({ $0 }) else { preconditionFailure("signalled without a result") }
  return found
}

var sums = Sums()
let start = clock.now
switch arguments[1] {
case "draws":
  sums.sum = ref_bare_draws(UInt64(paths * normalsPerPath), 7)
case "gsl":
  let result = ref_kernel(&model, UInt64(paths), 7)
  sums = Sums(sum: result.sum, squares: result.sum_of_squares)
case "ours":
  // One thread is the main thread: callgrind loses its way in the task pool.
  let kernel = BlockKernel(seed: 7)
  if threads == 1 {
    sums = kernel.run(paths: paths)
  } else {
    let all = paths
    sums = waiting { await kernel.run(paths: all, threads: threads) }
  }
case "engine":
  do {
    let all = paths
    let result = try waiting { await FullEngine.result(paths: all, threads: threads) }.get()
    let elapsed = clock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    print("{\"mean\": \(result.mean), \"sd\": \(result.sd), \"seconds\": \(seconds), \"months\": \(result.months)}")
    exit(0)
  } catch {
    print("\(error)")
    exit(70)
  }
case "pair":
  do {
    let all = paths
    let result = try waiting { await FullEngine.pair(paths: all, threads: threads) }.get()
    let elapsed = clock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    print(
      "{\"difference\": \(result.difference), \"error\": \(result.error), \"gain\": \(result.gain), \"seconds\": \(seconds)}"
    )
    exit(0)
  } catch {
    print("\(error)")
    exit(70)
  }
case "search", "cells":
  do {
    let (all, whole) = (paths, arguments[1] == "search")
    let result = try waiting {
      whole
        ? await WholeSurface.search(paths: all, threads: threads)
        : await WholeSurface.oneByOne(paths: all, threads: threads)
    }.get()
    let elapsed = clock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    print(
      "{\"cells\": \(result.cells), \"means\": \(result.means), \"undecided\": \(result.undecided), \"seconds\": \(seconds)}"
    )
    exit(0)
  } catch {
    print("\(error)")
    exit(70)
  }
default:
  print("no such version: \(arguments[1])")
  exit(64)
}
let elapsed = clock.now - start
let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
let count = Double(paths)
let mean = sums.sum / count
let variance = max(0, (sums.squares - count * mean * mean) / (count - 1))
print("{\"mean\": \(mean), \"sd\": \(variance.squareRoot()), \"seconds\": \(seconds)}")
