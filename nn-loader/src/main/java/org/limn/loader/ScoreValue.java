package org.limn.loader;

import java.util.Locale;

/** Which number of a class is explained. */
public enum ScoreValue {
    /** What the network says in the end, mostly by a softmax over all classes. */
    PROBABILITY,
    /** What the softmax reads. */
    LOGIT;

    /** {@code probability} or {@code logit}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
