package org.limn.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.limn.attribution.settings.Settings;
import org.limn.attribution.settings.SettingsException;
import org.limn.autodiff.tensor.Npy;
import org.limn.autodiff.tensor.Shape;
import org.limn.cli.option.Failures;
import org.limn.cli.option.MemoryOption;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.cli.option.Photos;
import org.limn.cli.option.UsageException;
import org.limn.cli.option.Version;
import org.limn.cli.report.RegionPictures;
import org.limn.loader.image.Image;
import org.limn.loader.image.ImageException;
import org.limn.loader.image.Pictures;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.SegmentationException;
import org.limn.segmentation.Segmenter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn segment}: the regions of a photo. */
@Command(
        name = "segment",
        description = {
            "Divide photos into regions.",
            "Writes for each photo and segmenter the borders on the photo and the regions in their mean colors (.png), the label of"
                    + " every pixel (.npy, and .labels.png with 16 bits), and a table of the regions (.csv and .json)."
        })
public final class SegmentCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Mixin
    private Photos photos;

    @Option(
            names = "--segmenter",
            paramLabel = "SEGMENTER",
            description = {
                "How, with settings, as in felzenszwalb:scale=200; may be given several times.",
                "Unless said: felzenszwalb. 'limn list' shows all."
            })
    private @Nullable List<String> segmenters;

    @Mixin
    private MemoryOption memory;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            defaultValue = "limn-out",
            description = "Where the files go: ${DEFAULT-VALUE} unless said.")
    private Path folder;

    /** What {@code --json} prints, and the JSON file holds. */
    record Segmented(
            String limn,
            String image,
            int width,
            int height,
            String segmenter,
            int regions,
            List<RegionTable.Row> table) {}

    @Override
    public Integer call() throws IOException {
        List<Segmenter> all = parsed();
        memory.bytes();
        OutputFolder store = new OutputFolder(folder);
        List<Segmented> results = new ArrayList<>();
        int code = 0;
        for (Path file : photos.files()) {
            try {
                Image photo = Pictures.read(file);
                for (Segmenter segmenter : all) {
                    code = Math.max(code, add(file, photo, segmenter, store, results));
                }
            } catch (ImageException e) {
                code = failed(String.valueOf(e.getMessage()));
            }
        }
        output.printJson(results);
        return code;
    }

    private int add(Path file, Image photo, Segmenter segmenter, OutputFolder store, List<Segmented> results)
            throws IOException {
        long start = System.nanoTime();
        Segmentation regions;
        try {
            regions = segmenter.segment(photo.tensor());
        } catch (SegmentationException e) {
            return failed(file + ": " + Settings.name(segmenter) + ": " + e.getMessage());
        }
        results.add(written(file, photo, segmenter, regions, (System.nanoTime() - start) / 1e9, store));
        return 0;
    }

    private int failed(String why) {
        output.error(why);
        return Failures.FAILED;
    }

    private List<Segmenter> parsed() {
        try {
            return (segmenters == null ? List.of("felzenszwalb") : segmenters)
                    .stream().map(text -> Settings.parse(Segmenter.class, text)).toList();
        } catch (SettingsException e) {
            throw new UsageException("--segmenter: " + e.getMessage());
        }
    }

    private Segmented written(
            Path file, Image photo, Segmenter segmenter, Segmentation regions, double seconds, OutputFolder store)
            throws IOException {
        RegionTable table = RegionTable.of(photo, regions);
        Segmented result = new Segmented(
                Version.limn(),
                file.toString(),
                photo.width(),
                photo.height(),
                Settings.print(segmenter),
                regions.regions(),
                table.rows());
        String name = store.name(file, Settings.name(segmenter));
        write(store, name, photo, regions, result);
        output.print(String.format(
                Locale.ROOT, "%s  %s: %d regions, %.2f s", file, result.segmenter(), regions.regions(), seconds));
        output.print("  " + store.path(name + ".png") + ", " + store.path(name + ".csv"));
        return result;
    }

    private void write(OutputFolder store, String name, Image photo, Segmentation regions, Segmented result)
            throws IOException {
        store.writePng(name + ".png", RegionPictures.borders(photo, regions));
        store.writePng(name + ".means.png", RegionPictures.means(regions, RegionTable.colors(photo, regions)));
        Shape shape = Shape.of(regions.height(), regions.width());
        store.write(name + ".npy", part -> Npy.write(part, shape, regions.labels()));
        if (regions.regions() <= RegionPictures.MOST_LABELS) {
            store.writePng(name + ".labels.png", RegionPictures.labels(regions));
        } else {
            output.say(
                    name + ": " + regions.regions() + " regions are more than 16 bits can number; see the .npy file");
        }
        store.writeText(name + ".csv", new RegionTable(result.table()).csv());
        store.writeText(name + ".json", Output.json(result) + "\n");
    }
}
