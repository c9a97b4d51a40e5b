package org.limn.attribution;

import java.util.List;
import org.limn.autodiff.tensor.Tensor;

/** Maps that must not be drawn as if they meant something, and why they came out so. */
final class Degenerate {
    private Degenerate() {}

    static List<String> notes(Tensor attribution, ScoringModel model, Question question) {
        if (!finite(attribution)) {
            return List.of("the map is not finite: " + whyNotFinite(model, question));
        }
        return zero(attribution) ? List.of("the map is zero everywhere: " + whyZero(model, question)) : List.of();
    }

    static boolean is(Tensor attribution) {
        return !finite(attribution) || zero(attribution);
    }

    private static boolean zero(Tensor tensor) {
        for (float v : tensor.data()) {
            if (v != 0) {
                return false;
            }
        }
        return true;
    }

    private static String whyNotFinite(ScoringModel model, Question question) {
        if (!finite(question.image())) {
            return "so is the image; mend it before asking";
        }
        if (!finite(model.scores(List.of(question.image())))) {
            return "so are the model's scores of this image; check that the preprocessing is the network's own, and its weights";
        }
        return "the scores of this image are finite, so a gradient on the way overflowed or divided by zero";
    }

    private static String whyZero(ScoringModel model, Question question) {
        float score = model.scores(List.of(question.image())).data()[question.target()];
        if (score >= 1 - 1e-6f && score <= 1) {
            return "class " + question.target() + " has the probability " + score
                    + ", where softmax is flat in float32; explain the logit instead";
        }
        if (score == 0) {
            return "class " + question.target()
                    + " scores exactly 0: a probability that underflowed, or a logit behind a ReLU that is off; explain another"
                    + " class, or the logit of this one";
        }
        return "the score " + score + " of class " + question.target()
                + " does not change with the image as this method moves it; the image may equal the baseline, or every path"
                + " from it to the score may be cut by a ReLU that is off";
    }

    private static boolean finite(Tensor tensor) {
        for (float v : tensor.data()) {
            if (!Float.isFinite(v)) {
                return false;
            }
        }
        return true;
    }
}
