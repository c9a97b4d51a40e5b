package org.limn.evaluation.pic;

/** What the model still can do with a blurred image. */
public enum Performance {
    /** Softmax information curve: the probability of the class. */
    SIC {
        @Override
        double of(float[] probabilities, int from, int classes, int target) {
            return probabilities[from + target];
        }
    },
    /** Accuracy information curve: 1 if the class is the likeliest (the first, where several are), else 0. */
    AIC {
        @Override
        double of(float[] probabilities, int from, int classes, int target) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = probabilities[from + c] > probabilities[from + best] ? c : best;
            }
            return best == target ? 1 : 0;
        }
    };

    abstract double of(float[] probabilities, int from, int classes, int target);
}
