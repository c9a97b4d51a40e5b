package org.limn.cli.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture with the color bar of its heat map at its right, on white: the colors from low to high with three numbers. A
 * point at an end says that some of the map lies beyond and has the end's color.
 */
public final class Plate {
    /** Small maps are enlarged by a whole factor to about this many pixels on the longer side, each staying a square. */
    private static final int LEAST_SIZE = 224;

    /** What the bar and its three numbers need. */
    private static final int LEAST_HEIGHT = 100;

    private static final int INK = 0x303030;
    private static final int FRAME = 0xa0a0a0;

    private Plate() {}

    /** The picture, which shows the map or lies under it, and the bar. */
    public static BufferedImage of(BufferedImage picture, HeatMap map) {
        int zoom = Math.max(1, Math.round((float) LEAST_SIZE / Math.max(picture.getWidth(), picture.getHeight())));
        int width = picture.getWidth() * zoom;
        int height = Math.max(LEAST_HEIGHT, picture.getHeight() * zoom);
        double unit = Math.max(10, height / 28.0); // the height of a numeral; the rest follows from it
        List<Double> marks = List.of(map.high(), (map.low() + map.high()) / 2, map.low());
        BufferedImage plate = blank(width + (int) Math.ceil(4.2 * unit + longest(marks, unit)), height);
        Graphics2D g = plate.createGraphics();
        g.drawImage(picture, 0, 0, width, picture.getHeight() * zoom, null);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        Rectangle2D bar = new Rectangle2D.Double(width + unit, 1.5 * unit, 1.3 * unit, height - 3 * unit);
        bar(g, bar, map);
        numbers(g, bar, marks, unit);
        g.dispose();
        return plate;
    }

    private static BufferedImage blank(int width, int height) {
        BufferedImage blank = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = blank.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.dispose();
        return blank;
    }

    private static double longest(List<Double> marks, double unit) {
        return marks.stream()
                .mapToDouble(v -> Numerals.width(Numerals.text(v), unit))
                .max()
                .orElse(0);
    }

    private static void numbers(Graphics2D g, Rectangle2D bar, List<Double> marks, double unit) {
        g.setColor(new Color(INK));
        for (int i = 0; i < marks.size(); i++) {
            double y = bar.getMinY() + bar.getHeight() * i / (marks.size() - 1);
            Numerals.draw(g, Numerals.text(marks.get(i)), bar.getMaxX() + 0.9 * unit, y, unit);
        }
    }

    private static void bar(Graphics2D g, Rectangle2D bar, HeatMap map) {
        Path2D outline = outline(bar, map);
        Shape whole = g.getClip();
        g.clip(outline);
        Rectangle2D reach = outline.getBounds2D();
        for (int y = (int) reach.getMinY(); y <= reach.getMaxY(); y++) {
            g.setColor(new Color(map.colors().rgb((bar.getMaxY() - y - 0.5) / bar.getHeight())));
            g.fill(new Rectangle2D.Double(bar.getMinX(), y, bar.getWidth(), 1));
        }
        g.setClip(whole);
        g.setColor(new Color(FRAME));
        g.setStroke(new BasicStroke(1));
        g.draw(outline);
    }

    private static Path2D outline(Rectangle2D bar, HeatMap map) {
        double point = 0.7 * bar.getWidth();
        Path2D outline = new Path2D.Double();
        outline.moveTo(bar.getMinX(), bar.getMinY());
        outline.lineTo(bar.getCenterX(), bar.getMinY() - (map.clipsHigh() ? point : 0));
        outline.lineTo(bar.getMaxX(), bar.getMinY());
        outline.lineTo(bar.getMaxX(), bar.getMaxY());
        outline.lineTo(bar.getCenterX(), bar.getMaxY() + (map.clipsLow() ? point : 0));
        outline.lineTo(bar.getMinX(), bar.getMaxY());
        outline.closePath();
        return outline;
    }
}
