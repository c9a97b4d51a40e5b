package org.limn.parity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.limn.segmentation.Felzenszwalb;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Segmenter;
import org.limn.segmentation.Slic;
import org.limn.segmentation.smoothing.BilinearGrid;
import org.limn.segmentation.smoothing.Gaussian;
import org.limn.segmentation.smoothing.Hard;
import org.limn.segmentation.smoothing.Smoothing;

/** A segmenter of the study's code and what it makes masks by, read from its description there. */
record StudySegmenter(Segmenter segmenter, Smoothing smoothing) {
    private static final Pattern FADED = Pattern.compile("FadeMaskSegmenter\\((.*),([\\d.]+)\\)");
    private static final Pattern GRID = Pattern.compile("GridSegmenter\\((\\d+),(\\d+),(True|False)\\)");
    private static final Pattern WRAPPED = Pattern.compile("WrapperSegmenter\\((\\w+)(.*)\\)");

    /** {@code FadeMaskSegmenter(WrapperSegmenter(slic,n_segments=49,start_label=0),10.0)} and the like. */
    static StudySegmenter parse(String description) {
        String text = description.replace(" ", "");
        Matcher faded = FADED.matcher(text);
        if (faded.matches()) {
            return new StudySegmenter(
                    parse(faded.group(1)).segmenter, new Gaussian(Double.parseDouble(faded.group(2))));
        }
        Matcher grid = GRID.matcher(text);
        if (grid.matches()) {
            return new StudySegmenter(
                    new Grid(Integer.parseInt(grid.group(1)), Integer.parseInt(grid.group(2))),
                    grid.group(3).equals("True") ? new BilinearGrid() : new Hard());
        }
        Matcher wrapped = WRAPPED.matcher(text);
        if (wrapped.matches()) {
            return new StudySegmenter(wrapped(wrapped.group(1), wrapped.group(2)), new Hard());
        }
        throw new IllegalArgumentException("no segmenter is known by the description " + description);
    }

    /** The same; null where nobody knows the description. */
    static @Nullable StudySegmenter known(String description) {
        try {
            return parse(description);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Segmenter wrapped(String function, String settings) {
        return switch (function) {
            case "slic" ->
                new Slic(
                        (int) number(settings, "n_segments", 100),
                        number(settings, "compactness", 10),
                        (int) number(settings, "max_num_iter", 10),
                        number(settings, "sigma", 0),
                        !settings.contains("enforce_connectivity=False"),
                        settings.contains("slic_zero=True"),
                        true); // the study hands over float32
            case "felzenszwalb" ->
                new Felzenszwalb(number(settings, "scale", 1), number(settings, "sigma", 0.8), (int)
                        number(settings, "min_size", 20));
            default -> throw new IllegalArgumentException("no segmenter is known by the name " + function);
        };
    }

    private static double number(String settings, String name, double otherwise) {
        Matcher m = Pattern.compile("," + name + "=([\\d.]+)").matcher(settings);
        return m.find() ? Double.parseDouble(m.group(1)) : otherwise;
    }
}
