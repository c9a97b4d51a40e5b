package org.limn.attribution;

/** Which number a model explains. */
public enum ModelOutput {
    /** The softmax probability of the class. Its gradient vanishes where the network is certain. */
    PROBABILITY("probabilities"),
    /** What softmax is taken of: what this class has for itself, whatever the others have. */
    LOGIT("logits");

    private final String output;

    ModelOutput(String output) {
        this.output = output;
    }

    /** The name of the program's output, f32[N,classes]. */
    public String output() {
        return output;
    }
}
