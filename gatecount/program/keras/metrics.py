"""Metrics, losses and callbacks: accepted, and never computed."""

from ..unknown import Unknown
from .scopes import auto_name


class Metric:
    """A number that training would follow."""

    def __init__(self, *values, name=None, dtype=None, **named):
        self.name = name or auto_name(type(self).__name__)

    def update_state(self, *values, **named):
        pass

    def reset_state(self):
        pass

    reset_states = reset_state

    def result(self):
        return Unknown(f"{self.name}.result()")

    def add_variable(self, shape=(), *values, **named):
        return self.add_weight(shape, *values, **named)

    def add_weight(self, shape=(), *values, **named):
        from .tensors import Variable

        return Variable(shape=shape if isinstance(shape, tuple) else ())

    @property
    def variables(self):
        return []

    def __call__(self, *values, **named):
        return Unknown(f"{self.name}(…)")


class Loss:
    """How far a prediction is off: a number that is not known here."""

    def __init__(self, *values, name=None, **named):
        self.name = name or auto_name(type(self).__name__)
        self.__name__ = self.name

    def __call__(self, *values, **named):
        from .tensors import Tensor

        return Tensor(())


def lost(*values, **named):
    from .tensors import Tensor

    return Tensor(())


LOSS_CLASSES = """BinaryCrossentropy BinaryFocalCrossentropy CTC CategoricalCrossentropy
    CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy CategoricalHinge
    Circle CosineSimilarity Dice Hinge Huber KLDivergence LogCosh MeanAbsoluteError
    MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
    SparseCategoricalCrossentropy SquaredHinge Tversky""".split()
LOSS_FUNCTIONS = """binary_crossentropy binary_focal_crossentropy
    categorical_crossentropy categorical_focal_crossentropy
    categorical_generalized_cross_entropy categorical_hinge circle cosine_similarity ctc
    deserialize dice get hinge huber kl_divergence log_cosh mean_absolute_error
    mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error
    poisson serialize sparse_categorical_crossentropy squared_hinge tversky KLD MAE MAPE
    MSE MSLE kld kullback_leibler_divergence logcosh mae mape mse msle""".split()
METRIC_CLASSES = """AUC Accuracy BinaryAccuracy BinaryCrossentropy BinaryIoU
    CategoricalAccuracy CategoricalCrossentropy CategoricalHinge ConcordanceCorrelation
    CosineSimilarity F1Score FBetaScore FalseNegatives FalsePositives Hinge IoU
    KLDivergence LogCoshError Mean MeanAbsoluteError MeanAbsolutePercentageError MeanIoU
    MeanMetricWrapper MeanSquaredError MeanSquaredLogarithmicError OneHotIoU
    OneHotMeanIoU PearsonCorrelation Poisson Precision PrecisionAtRecall R2Score Recall
    RecallAtPrecision RootMeanSquaredError SensitivityAtSpecificity
    SparseCategoricalAccuracy SparseCategoricalCrossentropy
    SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge Sum
    TopKCategoricalAccuracy TrueNegatives TruePositives""".split()
METRIC_FUNCTIONS = """binary_accuracy categorical_accuracy concordance_correlation
    pearson_correlation sparse_categorical_accuracy sparse_top_k_categorical_accuracy
    top_k_categorical_accuracy""".split()
CALLBACKS = """BackupAndRestore CSVLogger CallbackList EarlyStopping History
    LambdaCallback LearningRateScheduler ModelCheckpoint OrbaxCheckpoint ProgbarLogger
    ReduceLROnPlateau RemoteMonitor SwapEMAWeights TensorBoard TerminateOnNaN""".split()


class Reduction:
    AUTO = NONE = SUM = SUM_OVER_BATCH_SIZE = "auto"


LOSSES = {name: type(name, (Loss,), {}) for name in LOSS_CLASSES}
LOSSES |= dict.fromkeys(LOSS_FUNCTIONS, lost) | {"Loss": Loss, "Reduction": Reduction}
METRICS = {name: type(name, (Metric,), {}) for name in METRIC_CLASSES}
ONLY_LOSSES = """categorical_generalized_cross_entropy circle cosine_similarity ctc dice
    tversky""".split()
METRICS |= dict.fromkeys([*LOSS_FUNCTIONS, *METRIC_FUNCTIONS], lost)
METRICS = {name: each for name, each in METRICS.items() if name not in ONLY_LOSSES}
METRICS |= {"Metric": Metric}


class Callback:
    """What would run while training; a program may derive its own from it."""

    def __init__(self, *values, **named):
        self.model = None
        self.history = {}

    def set_model(self, model):
        self.model = model

    def set_params(self, params):
        pass


def callbacks():
    made = {name: type(name, (Callback,), {}) for name in CALLBACKS}
    return made | {"Callback": Callback}
