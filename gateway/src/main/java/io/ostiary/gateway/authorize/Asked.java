package io.ostiary.gateway.authorize;

import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.port.DecisionCall.Question;
import io.ostiary.contract.port.Decisions.Answer;

import java.util.ArrayList;
import java.util.List;

/** One question as it was read. */
sealed interface Asked {

    record Whole(Question question) implements Asked {}

    /** Well-formed JSON, but no question; the others of a batch are asked all the same. */
    record Faulty(String fault) implements Asked {}

    /**
     * Puts the answers where their questions stood.
     *
     * @param given to those that could be asked
     */
    static List<Answer> answered(List<Asked> asked, List<Answer> given) {
        if (asked.size() == given.size()) {
            return given;
        }
        var all = new ArrayList<Answer>(asked.size());
        int next = 0;
        for (Asked each : asked) {
            all.add(
                    switch (each) {
                        case Whole _ -> given.get(next++);
                        case Faulty(String fault) ->
                                new Answer.Unanswered(CommonError.validation(fault));
                    });
        }
        return all;
    }
}
