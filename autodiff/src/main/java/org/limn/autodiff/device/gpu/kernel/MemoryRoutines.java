package org.limn.autodiff.device.gpu.kernel;

import com.aparapi.Kernel;
import org.limn.autodiff.device.gpu.tape.GemmPass;
import org.limn.autodiff.device.gpu.tape.LoadPass;
import org.limn.autodiff.device.gpu.tape.StorePass;

/**
 * The arrays on the device and how they are filled and emptied. A place on the tape is an offset into {@code acts} where it is
 * at least 0, else the offset {@code −1 − place} into {@code weights}.
 */
abstract class MemoryRoutines extends Kernel {
    /** Work items in a group. */
    public static final int GROUP = 256;

    /** Local memory that a group takes. */
    public static final int LOCAL_BYTES = 4 * GemmPass.TILE * (GemmPass.TILE + 1);

    /** A row of the tile is one float longer, so that a column does not fall into one memory bank. */
    static final int PITCH = GemmPass.TILE + 1;

    float[] weights = new float[1];
    float[] acts = new float[1];
    float[] inputs = new float[1];
    float[] results = new float[1];
    float[] numbers = new float[1];
    int[] tape = new int[1];
    /** Where on the tape the first pass of this launch starts. */
    int first;

    float nonce;

    /** What a group shares: two panels of a matrix product, then its tile; the partial results of a reduction. */
    @Local
    float[] tile = new float[GemmPass.TILE * PITCH];

    final void begin() {
        if (getGlobalId() == 0) {
            acts[0] = nonce;
        }
    }

    final void end() {
        if (getGlobalId() == 0) {
            results[0] = acts[0];
        }
    }

    final void load(int p) {
        int dst = tape[p + LoadPass.DST], from = tape[p + LoadPass.FROM], count = tape[p + LoadPass.COUNT];
        for (int i = getGlobalId(); i < count; i += getGlobalSize()) {
            acts[dst + i] = inputs[from + i];
        }
    }

    final void store(int p) {
        int place = tape[p + StorePass.SRC], to = tape[p + StorePass.TO], count = tape[p + StorePass.COUNT];
        float[] src = place >= 0 ? acts : weights;
        int src0 = offset(place);
        for (int i = getGlobalId(); i < count; i += getGlobalSize()) {
            results[to + i] = src[src0 + i];
        }
    }

    /** The offset that a place means, in whichever array it is. */
    final int offset(int place) {
        return place >= 0 ? place : -1 - place;
    }
}
