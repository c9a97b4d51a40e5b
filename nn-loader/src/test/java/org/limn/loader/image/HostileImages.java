package org.limn.loader.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.limn.loader.Confined;

/** Reads pictures as their manifest asks: decoded with the stated size and colors, or refused in one line. */
public final class HostileImages {
    private static final List<String> COLUMNS =
            List.of("expect", "width", "height", "mean_rgb", "quadrant_rgb", "mean_over_white", "tolerance");
    private static final int LONGEST_MESSAGE = 500;

    private HostileImages() {}

    /** What {@link #main} is to be told of a row. */
    public static String question(List<String> header, List<String> cells) {
        return String.join(
                "\t", COLUMNS.stream().map(c -> cells.get(header.indexOf(c))).toList());
    }

    /** Answers {@code FILE TAB …}, a picture and its row of the manifest, by {@code PROBLEM TAB MESSAGE}. */
    public static void main(String[] args) throws IOException {
        Confined.serve(question -> {
            String[] cells = question.split("\t", -1);
            try {
                return judged(Path.of(cells[0]), Arrays.asList(cells).subList(1, cells.length));
            } catch (RuntimeException | Error e) {
                return "raw " + e.toString().replace('\t', ' ') + "\t";
            }
        });
    }

    private static String judged(Path file, List<String> cells) {
        String expect = cells.get(0);
        Image image;
        try {
            image = Pictures.read(file);
        } catch (ImageException e) {
            String message = String.valueOf(e.getMessage());
            boolean fine = message.startsWith(file.toString())
                    && message.length() - file.toString().length() <= LONGEST_MESSAGE
                    && message.chars().noneMatch(Character::isISOControl);
            return (expect.equals("ACCEPT") ? "was refused" : fine ? "" : "is not one line about the file") + "\t"
                    + message;
        }
        if (expect.equals("REJECT")) {
            return "was read\t" + image;
        }
        for (Fit fit : List.of(Fit.STRETCH, Fit.CROP)) {
            fit.apply(image, 224, 224);
        }
        if (image.width() != Integer.parseInt(cells.get(1)) || image.height() != Integer.parseInt(cells.get(2))) {
            return "has another size\t" + image;
        }
        double tolerance = Double.parseDouble(cells.get(6));
        // quadrants are given with alpha dropped
        return (cells.get(5).equals("-")
                        ? means(image, cells.get(3), cells.get(4), tolerance)
                        : mean(image, cells.get(5), tolerance, x -> true, y -> true))
                + "\t" + image;
    }

    private static String means(Image image, String whole, String quadrants, double tolerance) {
        int midX = image.width() / 2, midY = image.height() / 2;
        String[] of = quadrants.split(" ");
        return mean(image, whole, tolerance, x -> true, y -> true)
                + mean(image, of[0], tolerance, x -> x < midX, y -> y < midY)
                + mean(image, of[1], tolerance, x -> x >= midX, y -> y < midY)
                + mean(image, of[2], tolerance, x -> x < midX, y -> y >= midY)
                + mean(image, of[3], tolerance, x -> x >= midX, y -> y >= midY);
    }

    /** What is wrong with the mean of a part of a picture, or nothing. */
    private static String mean(Image image, String rgb, double tolerance, IntPredicate inX, IntPredicate inY) {
        if (rgb.equals("-")) {
            return "";
        }
        double[] expected =
                Arrays.stream(rgb.split(",")).mapToDouble(Double::parseDouble).toArray();
        double[] sum = new double[3];
        int pixels = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                if (inX.test(x) && inY.test(y)) {
                    pixels++;
                    for (int c = 0; c < 3; c++) {
                        sum[c] += image.at(x, y, c);
                    }
                }
            }
        }
        for (int c = 0; c < 3; c++) {
            if (!(Math.abs(sum[c] / pixels - expected[c]) <= tolerance)) {
                return "the mean of channel " + c + " is " + sum[c] / pixels + ", not " + expected[c] + "; ";
            }
        }
        return "";
    }
}
