package org.limn.parity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A table with a header line. */
public final class Tsv {
    private Tsv() {}

    /** One line below the header. */
    public record Row(List<String> header, List<String> cells) {
        public Row {
            header = List.copyOf(header);
            cells = List.copyOf(cells);
        }

        /** The text in a column. */
        public String cell(String column) {
            int at = header.indexOf(column);
            if (at < 0 || at >= cells.size()) {
                throw new IllegalArgumentException("no column " + column + "; there are " + header);
            }
            return cells.get(at);
        }

        public double number(String column) {
            return Double.parseDouble(cell(column));
        }
    }

    public static List<Row> read(Path file) throws IOException {
        return read(file, "\t");
    }

    /** A table with another separator between its cells. */
    public static List<Row> read(Path file, String separator) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> header = List.of(lines.get(0).split(separator, -1));
        return IntStream.range(1, lines.size())
                .mapToObj(i -> new Row(header, List.of(lines.get(i).split(separator, -1))))
                .toList();
    }
}
