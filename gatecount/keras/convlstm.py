"""The convolutional LSTM layers of Keras 3, knowing only shapes.

Names, arguments, defaults and refusals are those of `keras.layers`; see
https://keras.io/api/layers/recurrent_layers/conv_lstm2d/. Shapes follow `build`
of `ConvLSTMCell` in keras/src/layers/rnn/conv_lstm.py.
"""

from collections.abc import Iterable

from ..counting import CountError, Weight, over, product, whole
from ..types import Any, Output, Shape
from .cells import LSTMCell, check_forget_bias, fill
from .checks import channels_first, check_seed, whole_tuple
from .convolution import check_padding, check_strides, slide
from .recurrent import RNN


class ConvLSTM(RNN):
    """An LSTM whose matrices are convolutions over `rank` axes.

    kernel (k, ..., channels, 4 filters), recurrent_kernel (k, ..., filters,
    4 filters), bias (4 filters,).
    """

    kernel_size: Any
    strides: Any
    dilation_rate: Any
    padding: Any
    rank: int
    ignored = ("unroll", "zero_output_for_mask")

    arguments = """
        filters, kernel_size, strides=1, padding='valid', data_format=None,
        dilation_rate=1, activation='tanh', recurrent_activation='sigmoid',
        use_bias=True, kernel_initializer='glorot_uniform',
        recurrent_initializer='orthogonal', bias_initializer='zeros',
        unit_forget_bias=True, kernel_regularizer=None,
        recurrent_regularizer=None, bias_regularizer=None,
        activity_regularizer=None, kernel_constraint=None,
        recurrent_constraint=None, bias_constraint=None, dropout=0.0,
        recurrent_dropout=0.0, seed=None, return_sequences=False,
        return_state=False, go_backwards=False, stateful=False, **kwargs
    """

    def _check(self) -> None:
        check_seed(self.seed)
        self.ndim = self.rank + 3
        self.kernel_size = whole_tuple("kernel_size", self.kernel_size, self.rank)
        self.strides = whole_tuple("strides", self.strides, self.rank)
        self.dilation_rate = whole_tuple("dilation_rate", self.dilation_rate, self.rank)
        self.padding = check_padding(self.padding, ("valid", "same"))
        self.channels_first = channels_first(self.data_format)
        check_strides(self)
        check_forget_bias(self)

    def build(self, shape: Shape) -> Iterable[Weight]:
        if None in shape[2:]:
            raise CountError(
                "{layer} needs to know every size of the input but the time steps. "
                "Give a number instead of None.",
                layer=type(self).__name__,
            )
        self._refuse_stateful()
        channels = shape[2] if self.channels_first else shape[-1]
        width = 4 * self.filters
        shapes = {
            "kernel": (*self.kernel_size, channels, width),
            "recurrent_kernel": (*self.kernel_size, self.filters, width),
        }
        if self.use_bias:
            shapes["bias"] = (width,)
        state = self._state(shape)
        places = product(state[1:] if self.channels_first else state[:-1])
        weights = [
            self.weight(name, sizes, getattr(self, fill(name))).but(
                trainable=True,  # the cell that owns it always is
                role=name,
                gates=LSTMCell.gates,
                steps=() if name == "bias" else (places,),
            )
            for name, sizes in shapes.items()
        ]
        return self.below("conv_lstm_cell", over(weights, shape[1]))

    def _state(self, shape: Shape) -> Shape:
        """Output and states have the shape of the input's convolution."""
        step = (None, *shape[2:])
        _, *state = slide(
            step,
            self.kernel_size,
            self.strides,
            self.padding,
            self.channels_first,
            whole(self.filters),
            self.dilation_rate,
        )
        return tuple(state)

    def output(self, shape: Shape) -> Output:
        state = self._state(shape)
        return self._returned(shape[1], state, [state] * 2)
