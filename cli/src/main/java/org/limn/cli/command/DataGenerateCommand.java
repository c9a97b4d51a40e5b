package org.limn.cli.command;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.limn.autodiff.SettingException;
import org.limn.cli.option.Output;
import org.limn.cli.option.OutputFolder;
import org.limn.cli.option.Progress;
import org.limn.cli.option.UsageException;
import org.limn.cli.report.PngFile;
import org.limn.evaluation.scenes.Kind;
import org.limn.evaluation.scenes.Scene;
import org.limn.evaluation.scenes.Scenes;
import org.limn.evaluation.scenes.Watermark;
import org.limn.loader.image.Image;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code limn data generate}: scenes with known truth, as files. */
@Command(
        name = "generate",
        description = {
            "Make photo-like scenes of which every pixel's object is known.",
            "Writes images/N.png, masks/N.png (0 is the ground, k the scene's k-th object; the first is its label),"
                    + " marks/N.png where there is a watermark, annotations.json (COCO: boxes and run-length masks),"
                    + " labels.csv (file, class number, class, watermark) and classes.txt.",
            "The same bytes for a seed, whatever the count and the machine."
        })
final class DataGenerateCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Option(names = "--count", paramLabel = "N", required = true, description = "How many scenes.")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Which scenes: ${DEFAULT-VALUE} unless said.")
    private long seed;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "96",
            description = "Width and height: ${DEFAULT-VALUE} unless said.")
    private int size;

    @Option(
            names = "--watermark",
            paramLabel = "R",
            description = "The share of one class's scenes that carry a watermark, from 0 to 1; no others do.")
    private @Nullable Double watermark;

    @Option(
            names = "--watermark-class",
            paramLabel = "CLASS",
            defaultValue = "ball",
            description = "Which class: ${DEFAULT-VALUE} unless said.")
    private String marked;

    @Option(names = "--output", paramLabel = "DIR", required = true, description = "Where the files go.")
    private Path folder;

    /** What {@code --json} prints. */
    record Generated(String folder, int scenes, int size, long seed, List<String> classes) {}

    /** COCO's file, https://cocodataset.org/#format-data; masks are its uncompressed runs, column by column. */
    record Coco(List<CocoImage> images, List<CocoAnnotation> annotations, List<CocoCategory> categories) {}

    record CocoImage(int id, String file_name, int width, int height) {}

    record CocoAnnotation(
            int id,
            int image_id,
            int category_id,
            int[] bbox,
            int area,
            Runs segmentation,
            int iscrowd,
            double visible) {}

    record Runs(int[] size, List<Integer> counts) {}

    record CocoCategory(int id, String name) {}

    /** What the tables say of a scene. */
    private record Row(Kind label, boolean marked, List<CocoAnnotation> things) {}

    @Override
    public Integer call() throws IOException {
        if (count < 1) {
            throw new UsageException("--count: at least 1 scene is needed, got " + count);
        }
        Scenes scenes = scenes();
        OutputFolder store = new OutputFolder(folder);
        store.writeText(
                "classes.txt",
                Arrays.stream(Kind.values()).map(k -> k.label() + "\n").collect(Collectors.joining()));
        for (String part : List.of("images", "masks", "marks")) {
            if (!part.equals("marks") || watermark != null) {
                Files.createDirectories(folder.resolve(part));
            }
        }
        List<Row> rows;
        try (Progress progress = output.progress("generate", count)) {
            rows = IntStream.range(0, count)
                    .parallel()
                    .mapToObj(i -> written(i, scenes.scene(i), progress))
                    .toList();
        } catch (UncheckedIOException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
        List<CocoImage> images = new ArrayList<>();
        List<CocoAnnotation> annotations = new ArrayList<>();
        StringBuilder labels = new StringBuilder("file,number,class,watermark\n");
        for (int i = 0; i < count; i++) {
            Row row = rows.get(i);
            images.add(new CocoImage(i, name(i), size, size));
            for (CocoAnnotation a : row.things) {
                annotations.add(new CocoAnnotation(
                        annotations.size() + 1, i, a.category_id, a.bbox, a.area, a.segmentation, 0, a.visible));
            }
            labels.append(String.format(
                    Locale.ROOT, "%s,%d,%s,%d%n", name(i), row.label.ordinal(), row.label.label(), row.marked ? 1 : 0));
        }
        List<CocoCategory> categories = Arrays.stream(Kind.values())
                .map(kind -> new CocoCategory(kind.ordinal(), kind.label()))
                .toList();
        store.writeText("labels.csv", labels.toString().replace("\r\n", "\n"));
        store.writeText("annotations.json", Output.json(new Coco(images, annotations, categories)) + "\n");
        output.print(folder + ": " + count + " scenes of " + size + "×" + size + " pixels, " + Kind.values().length
                + " classes");
        output.printJson(new Generated(
                folder.toString(),
                count,
                size,
                seed,
                categories.stream().map(CocoCategory::name).toList()));
        return 0;
    }

    private Scenes scenes() {
        Kind kind = Arrays.stream(Kind.values())
                .filter(k -> k.label().equals(marked))
                .findFirst()
                .orElseThrow(
                        () -> new UsageException("--watermark-class: no class is called '" + marked + "'; there are "
                                + Arrays.stream(Kind.values()).map(Kind::label).toList()));
        try {
            return new Scenes(seed, size, Optional.ofNullable(watermark).map(rate -> new Watermark(kind, rate, 0)));
        } catch (SettingException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static String name(int i) {
        return String.format(Locale.ROOT, "%06d.png", i);
    }

    private Row written(int i, Scene scene, Progress progress) {
        try {
            PngFile.write(
                    folder.resolve("images").resolve(name(i)),
                    Image.of(size, size, scene.rgb()).toBufferedImage());
            PngFile.write(folder.resolve("masks").resolve(name(i)), gray(scene.owners()));
            if (scene.mark().isPresent()) {
                boolean[] mark = scene.mark().get();
                byte[] white = new byte[mark.length];
                for (int p = 0; p < mark.length; p++) {
                    white[p] = (byte) (mark[p] ? 255 : 0);
                }
                PngFile.write(folder.resolve("marks").resolve(name(i)), gray(white));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<CocoAnnotation> things = new ArrayList<>();
        for (int k = 0; k < scene.things().size(); k++) {
            Scene.Thing thing = scene.things().get(k);
            Scene.Box box = scene.box(k);
            int[] xywh = {box.left(), box.top(), box.right() - box.left(), box.bottom() - box.top()};
            Runs runs = new Runs(new int[] {size, size}, runs(scene.mask(k)));
            double visible = Math.round(thing.visible() * 1e4) / 1e4;
            things.add(new CocoAnnotation(0, i, thing.kind().ordinal(), xywh, thing.pixels(), runs, 0, visible));
        }
        progress.step();
        return new Row(scene.label(), scene.mark().isPresent(), things);
    }

    private BufferedImage gray(byte[] values) {
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setDataElements(0, 0, size, size, values);
        return picture;
    }

    /** Lengths of runs down the columns, the first of them outside. */
    private List<Integer> runs(boolean[] mask) {
        List<Integer> runs = new ArrayList<>();
        boolean inside = false;
        int length = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i % size * size + i / size] != inside) {
                runs.add(length);
                length = 0;
                inside = !inside;
            }
            length++;
        }
        runs.add(length);
        return runs;
    }
}
