package org.limn.attribution;

/**
 * A method cannot explain this: it needs gradients or layers that the model does not give, a larger image, or the like. The
 * message says what was needed, what came, and what to do. Anything else that is thrown while explaining is a defect of a model,
 * a method, or the caller.
 */
public final class ExplanationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ExplanationException(String message) {
        super(message);
    }
}
