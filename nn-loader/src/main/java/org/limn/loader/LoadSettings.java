package org.limn.loader;

import java.util.Optional;
import org.limn.loader.image.Fit;
import org.limn.loader.image.Preprocessing;

/**
 * What the person who loads a model decides; whatever is left open the file decides, and {@link ModelInfo#choices} says how.
 *
 * @param preprocessing what the network was trained on; none: what the file lets guess
 * @param fit how a photo gets its size, whatever the preprocessing says of it
 * @param layout of the input; none: its channels are where an extent of 1 or 3 is
 * @param extent of the image where the file leaves it open; none: 224 pixels a side
 * @param input the graph input that takes the image; none: the only one that can
 * @param output the graph output, or any tensor inside, that holds the class scores; none: the first output that can
 */
public record LoadSettings(
        Optional<Preprocessing> preprocessing,
        Optional<Fit> fit,
        Optional<InputLayout> layout,
        Optional<Extent> extent,
        Optional<String> input,
        Optional<String> output) {
    /** Leaves everything to the file. */
    public LoadSettings() {
        this(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public LoadSettings withPreprocessing(Preprocessing how) {
        return new LoadSettings(Optional.of(how), fit, layout, extent, input, output);
    }

    public LoadSettings withFit(Fit how) {
        return new LoadSettings(preprocessing, Optional.of(how), layout, extent, input, output);
    }

    public LoadSettings withLayout(InputLayout order) {
        return new LoadSettings(preprocessing, fit, Optional.of(order), extent, input, output);
    }

    public LoadSettings withExtent(Extent size) {
        return new LoadSettings(preprocessing, fit, layout, Optional.of(size), input, output);
    }

    /** A square image. */
    public LoadSettings withSize(int pixels) {
        return withExtent(new Extent(pixels, pixels));
    }

    public LoadSettings withInput(String name) {
        return new LoadSettings(preprocessing, fit, layout, extent, Optional.of(name), output);
    }

    public LoadSettings withOutput(String name) {
        return new LoadSettings(preprocessing, fit, layout, extent, input, Optional.of(name));
    }

    /** These settings, and where they leave something open the other ones. A preprocessing brings its own fit. */
    public LoadSettings or(LoadSettings other) {
        return new LoadSettings(
                preprocessing.or(other::preprocessing),
                preprocessing.isPresent() ? fit : fit.or(other::fit),
                layout.or(other::layout),
                extent.or(other::extent),
                input.or(other::input),
                output.or(other::output));
    }
}
