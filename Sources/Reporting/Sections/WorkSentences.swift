// SPDX-License-Identifier: GPL-3.0-or-later
import Strategies

extension ReportBuilder {
  /// Until when people work under the proposed strategy, where it says so.
  var endsOfWork: [RichText] {
    proposed.spec.work.sorted { $0.key < $1.key }.compactMap { id, end in
      person(id).map {
        ofPerson(id, words.rich(AnswerPhrase.workUntil, ["month": numbers.month(end.lastMonth(of: $0))]))
      }
    }
  }
}
