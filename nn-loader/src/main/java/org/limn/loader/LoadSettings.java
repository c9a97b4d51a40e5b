package org.limn.loader;

import java.util.Optional;
import java.util.OptionalInt;
import org.limn.loader.image.Preprocessing;

/**
 * What the person who loads a model decides; whatever is left open the file decides, and {@link ModelInfo#choices} says how.
 *
 * @param preprocessing what the network was trained on; none: what the file lets guess
 * @param size height and width of the image where the file leaves them open; none: 224
 * @param input the graph input that takes the image, if there are several; the scores must not need the others
 * @param output the graph output, or any tensor inside, that holds the class scores; none: the first output that can
 */
public record LoadSettings(
        Optional<Preprocessing> preprocessing, OptionalInt size, Optional<String> input, Optional<String> output) {
    public LoadSettings {
        if (size.isPresent() && size.getAsInt() < 1) {
            throw new IllegalArgumentException("an image needs a size of at least 1, got " + size.getAsInt());
        }
    }

    public LoadSettings() {
        this(Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    public LoadSettings withPreprocessing(Preprocessing how) {
        return new LoadSettings(Optional.of(how), size, input, output);
    }

    public LoadSettings withSize(int pixels) {
        return new LoadSettings(preprocessing, OptionalInt.of(pixels), input, output);
    }

    public LoadSettings withInput(String name) {
        return new LoadSettings(preprocessing, size, Optional.of(name), output);
    }

    public LoadSettings withOutput(String name) {
        return new LoadSettings(preprocessing, size, input, Optional.of(name));
    }
}
