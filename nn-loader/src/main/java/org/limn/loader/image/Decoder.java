package org.limn.loader.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * One ImageIO reader over a file in memory: the first picture of it, its size checked before it is decoded. Decoders meet
 * hostile bytes with any exception at all; here each becomes an {@link ImageException}.
 */
final class Decoder {
    private final Format format;
    private final byte[] file;
    private final PixelLimit limit;
    private final ReadLog log = new ReadLog();

    Decoder(Format format, byte[] file, PixelLimit limit) {
        this.format = format;
        this.file = file;
        this.limit = limit;
    }

    BufferedImage picture() throws ImageException {
        return read(reader -> reader.read(0));
    }

    /** The stored samples, before any change of colors. */
    Raster raster() throws ImageException {
        return read(reader -> reader.readRaster(0, null));
    }

    /** What the decoder said while it read. */
    ReadLog log() {
        return log;
    }

    private interface Step<T> {
        T apply(ImageReader reader) throws IOException;
    }

    private <T> T read(Step<T> step) throws ImageException {
        ImageReader reader = reader();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            reader.addIIOReadWarningListener(log);
            reader.addIIOReadProgressListener(log);
            limit.check(reader.getWidth(0), reader.getHeight(0));
            return step.apply(reader);
        } catch (ImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new ImageException("the " + format + " data cannot be decoded: " + reason(e), e);
        } catch (LinkageError e) {
            throw new ImageException("this system has no native library for " + format + "; convert it to PNG", e);
        } finally {
            reader.dispose();
        }
    }

    private ImageReader reader() throws ImageException {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new ImageException("no decoder for " + format + " is on the class path");
        }
        return readers.next();
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
