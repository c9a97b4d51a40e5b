package org.limn.evaluation.pic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Properties;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.limn.loader.image.Image;

/** How much information a picture holds: the bytes that a lossless encoder needs for it. Two estimators never compare. */
public enum Entropy {
    /**
     * Lossless WebP, quality 100, method 4, as the published curves have it. The encoder is libwebp itself; sizes move by up to
     * 0.6 % between its versions.
     */
    WEBP {
        @Override
        public long bytes(Image picture) {
            try {
                return encode(picture);
            } catch (IOException | RuntimeException | LinkageError e) {
                throw new EntropyException(
                        "lossless WebP measures information here, and its native library does not run on "
                                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + " (" + e
                                + "); pic:entropy=deflate is another measure, whose figures do not compare with WebP's",
                        e);
            }
        }

        private static long encode(Image picture) throws IOException {
            Iterator<ImageWriter> writers = ImageIO.getImageWritersByMIMEType("image/webp");
            if (!writers.hasNext()) {
                throw new IOException("no WebP writer is on the class path");
            }
            ImageWriter writer = writers.next();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
                ImageWriteParam lossless = writer.getDefaultWriteParam();
                lossless.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                lossless.setCompressionType("Lossless");
                lossless.setCompressionQuality(1);
                writer.setOutput(out);
                // always RGB: of a grey picture the writer would make another format
                writer.write(null, new IIOImage(picture.toBufferedImage(), null, null), lossless);
            } finally {
                writer.dispose();
            }
            return bytes.size();
        }

        @Override
        public String provenance() {
            Properties facts = new Properties();
            try (InputStream in = Entropy.class.getResourceAsStream("/webp-imageio.properties")) {
                if (in != null) {
                    facts.load(in);
                }
            } catch (IOException e) {
                return "libwebp of an unknown version";
            }
            String version = facts.getProperty("webp_imageio_version", "?");
            // the native library does not say which it is; its releases do
            return (version.equals("0.11.0") ? "libwebp 1.6.0" : "libwebp") + ", of webp-imageio " + version;
        }
    },
    /** DEFLATE, level 9, of the bytes row by row: pure Java, everywhere, and blind to what WebP sees in two dimensions. */
    DEFLATE {
        @Override
        public long bytes(Image picture) {
            Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
            try {
                deflater.setInput(picture.rgb());
                deflater.finish();
                byte[] buffer = new byte[1 << 16];
                while (!deflater.finished()) {
                    deflater.deflate(buffer);
                }
                return deflater.getBytesWritten();
            } finally {
                deflater.end();
            }
        }

        @Override
        public String provenance() {
            return "java.util.zip, level 9";
        }
    };

    /**
     * The size of a picture.
     *
     * @throws EntropyException if the encoder cannot run on this machine
     */
    public abstract long bytes(Image picture);

    /** The encoder and its version: sizes depend on it. */
    public abstract String provenance();
}
