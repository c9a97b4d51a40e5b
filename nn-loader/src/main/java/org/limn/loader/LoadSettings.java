package org.limn.loader;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the person who loads a model decides; whatever is left open the file decides, and {@link ModelInfo#choices} says how.
 *
 * @param normalisation the lines before the network; none: the network takes images in [0,1] as they are
 * @param size height and width of the image where the file leaves them open; none: 224
 * @param input the graph input that takes the image; none: the only one
 * @param output the graph output, or any tensor inside, that holds the class scores; none: the first output
 */
public record LoadSettings(
        Normalisation normalisation, OptionalInt size, Optional<String> input, Optional<String> output) {
    public LoadSettings {
        if (size.isPresent() && size.getAsInt() < 1) {
            throw new IllegalArgumentException("an image needs a size of at least 1, got " + size.getAsInt());
        }
    }

    public LoadSettings() {
        this(Normalisation.NONE, OptionalInt.empty(), Optional.empty(), Optional.empty());
    }

    public LoadSettings withNormalisation(Normalisation lines) {
        return new LoadSettings(lines, size, input, output);
    }

    public LoadSettings withSize(int pixels) {
        return new LoadSettings(normalisation, OptionalInt.of(pixels), input, output);
    }

    public LoadSettings withInput(String name) {
        return new LoadSettings(normalisation, size, Optional.of(name), output);
    }

    public LoadSettings withOutput(String name) {
        return new LoadSettings(normalisation, size, input, Optional.of(name));
    }
}
