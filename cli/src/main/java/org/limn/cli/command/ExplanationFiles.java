package org.limn.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.Channels;
import org.limn.attribution.Explanation;
import org.limn.attribution.SegmentValues;
import org.limn.attribution.settings.Settings;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Tensor;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.cli.report.HeatMap;
import org.limn.cli.report.Plate;
import org.limn.cli.report.RegionPictures;
import org.limn.loader.image.Image;

/**
 * The files of explanations, four each, called {@code photo.method.kind}; two where the map is not worth a picture. Where segments
 * have values, their borders on the photo are one more.
 *
 * @param errors whether standard errors are drawn, where there are any
 */
record ExplanationFiles(OutputFolder folder, Channels channels, boolean errors) {
    ExplanationFiles(OutputFolder folder, Channels channels) {
        this(folder, channels, false);
    }

    /** The names of the files of one explanation, all in one folder; a map that is degenerate has no pictures. */
    record Names(
            @Nullable String heatMap,
            @Nullable String overlay,
            @Nullable String regions,
            @Nullable String errors,
            String attribution,
            String record) {}

    Names write(Path photo, Image seen, Explanation explanation) throws IOException {
        String name = folder.name(photo, Settings.name(explanation.method()));
        String picture = name + ".png", overlay = name + ".overlay.png", attribution = name + ".npy";
        folder.write(attribution, part -> Npy.write(part, explanation.attribution()));
        SegmentValues segments = explanation.segments().orElse(null);
        String regions = null;
        if (segments != null && !segments.values().isEmpty()) {
            regions = name + ".regions.png";
            folder.writePng(regions, RegionPictures.borders(seen, segments.segmentation()));
        }
        Tensor off = segments == null || !errors ? null : SegmentNumbers.errors(segments);
        String drawn = null;
        if (off != null) {
            drawn = name + ".errors.png";
            HeatMap map = HeatMap.of(off);
            folder.writePng(drawn, Plate.of(map.picture(), map));
        }
        if (explanation.isDegenerate()) {
            folder.remove(picture); // an earlier run's would be taken for this one's
            folder.remove(overlay);
            return new Names(null, null, regions, drawn, attribution, name + ".json");
        }
        HeatMap map = HeatMap.of(explanation.heatmap(channels));
        folder.writePng(picture, Plate.of(map.picture(), map));
        folder.writePng(overlay, Plate.of(map.overlay(seen), map));
        return new Names(picture, overlay, regions, drawn, attribution, name + ".json");
    }

    /** Writes how an explanation was made: last, so that where this file is the others are. */
    void writeJson(ExplanationRecord explained) throws IOException {
        folder.writeText(explained.files().record(), Output.json(explained) + "\n");
    }
}
