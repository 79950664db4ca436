//! The model file: a safetensors file of quantized matrices, with the labels in its metadata.

use super::matrix::Linear;
use crate::reading::{Deprel, EntityType, Upos};
use safetensors::{Dtype, SafeTensors};
use std::borrow::Cow;
use std::collections::HashMap;

/// What is wrong with a model file.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The bytes are no safetensors file.
    #[error("the model is not a safetensors file: {0}; take models/reader.safetensors of this version of powermap")]
    Format(#[from] safetensors::SafeTensorError),
    /// A tensor or label set is missing or has another shape.
    #[error("the model does not fit this version of powermap: {0}; take models/reader.safetensors of this version")]
    Content(String),
}

/// A model file being taken apart.
pub struct Weights<'a> {
    tensors: SafeTensors<'a>,
    metadata: HashMap<String, String>,
    /// What is used as it stands in the file: copied, or left where it is.
    keep: fn(&'a [i8]) -> Cow<'static, [i8]>,
}

/// Word-piece vectors, with a scale a row.
pub struct Embedding {
    values: Cow<'static, [i8]>,
    scales: Vec<f32>,
}

impl Embedding {
    /// Adds the vector of `row` to `sum`.
    pub fn add_to(&self, row: usize, sum: &mut [f32]) {
        let (width, scale) = (sum.len(), self.scales[row]);
        for (s, &v) in sum.iter_mut().zip(&self.values[row * width..][..width]) {
            *s += f32::from(v) * scale;
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.scales.len()
    }
}

impl Weights<'static> {
    /// The same, of bytes that stay where they are.
    pub fn in_place(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Ok(Self { keep: Cow::Borrowed, ..Self::new(bytes)? })
    }
}

impl<'a> Weights<'a> {
    /// Takes a model file's bytes.
    pub fn new(bytes: &'a [u8]) -> Result<Self, ModelError> {
        let (_, header) = SafeTensors::read_metadata(bytes)?;
        let metadata = header.metadata().clone().unwrap_or_default();
        Ok(Self { tensors: SafeTensors::deserialize(bytes)?, metadata, keep: |values| Cow::Owned(values.to_vec()) })
    }

    /// A value of the metadata.
    pub fn text(&self, key: &str) -> Result<&str, ModelError> {
        self.metadata
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| ModelError::Content(format!("no {key} in its metadata")))
    }

    /// A number of the metadata.
    pub fn number(&self, key: &str) -> Result<usize, ModelError> {
        self.text(key)?.parse().map_err(|_| ModelError::Content(format!("{key} is no number")))
    }

    /// Labels, separated by spaces in the metadata, each read by `parse`.
    pub fn labels<T>(&self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ModelError> {
        self.text(key)?
            .split(' ')
            .map(|label| parse(label).ok_or_else(|| ModelError::Content(format!("unknown label {label:?} in {key}"))))
            .collect()
    }

    fn tensor(&self, name: &str, dtype: Dtype) -> Result<&'a [u8], ModelError> {
        let tensor = self.tensors.tensor(name).map_err(|_| ModelError::Content(format!("no tensor {name}")))?;
        if tensor.dtype() != dtype {
            return Err(ModelError::Content(format!("tensor {name} is {:?}, not {dtype:?}", tensor.dtype())));
        }
        Ok(tensor.data())
    }

    /// Raw bytes.
    pub fn bytes(&self, name: &str) -> Result<&'a [u8], ModelError> {
        self.tensor(name, Dtype::U8)
    }

    /// Floats; their number must be `len`.
    pub fn floats(&self, name: &str, len: usize) -> Result<Vec<f32>, ModelError> {
        let data = self.all_floats(name)?;
        if data.len() == len {
            Ok(data)
        } else {
            Err(ModelError::Content(format!("tensor {name} has {} values, not {len}", data.len())))
        }
    }

    fn all_floats(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        let data = self.tensor(name, Dtype::F32)?;
        Ok(data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect())
    }

    fn quantized(&self, name: &str, inputs: usize) -> Result<(&'a [i8], Vec<f32>), ModelError> {
        let values: &[i8] = bytemuck::cast_slice(self.tensor(&format!("{name}.q"), Dtype::I8)?);
        let scales = self.all_floats(&format!("{name}.scale"))?;
        if values.len() != scales.len() * inputs {
            return Err(ModelError::Content(format!("{name} has rows of another length than {inputs}")));
        }
        Ok((values, scales))
    }

    /// A table of vectors of `width` values.
    pub fn embedding(&self, name: &str, width: usize) -> Result<Embedding, ModelError> {
        let (values, scales) = self.quantized(name, width)?;
        Ok(Embedding { values: (self.keep)(values), scales })
    }

    /// A linear layer with `inputs` inputs.
    pub fn linear(&self, name: &str, inputs: usize) -> Result<Linear, ModelError> {
        let (values, scales) = self.quantized(name, inputs)?;
        let bias = self.floats(&format!("{name}.bias"), scales.len())?;
        Ok(Linear::new(values, &scales, &bias, inputs))
    }

    /// A linear layer whose number of outputs is known too.
    pub fn linear_to(&self, name: &str, inputs: usize, outputs: usize) -> Result<Linear, ModelError> {
        let linear = self.linear(name, inputs)?;
        if linear.outputs() == outputs {
            Ok(linear)
        } else {
            Err(ModelError::Content(format!("{name} has {} outputs, not {outputs}", linear.outputs())))
        }
    }
}

/// The label sets of the heads.
pub struct Labels {
    pub upos: Vec<Upos>,
    pub xpos: Vec<&'static str>,
    pub deprel: Vec<Deprel>,
    /// `None` is outside; `true` begins a name.
    pub names: Vec<Option<(bool, EntityType)>>,
    /// `None` is no mention.
    pub worthy: Vec<Option<EntityType>>,
}

impl Labels {
    /// From the metadata of a model file.
    pub fn read(weights: &Weights) -> Result<Self, ModelError> {
        let kind = |text: &str| match text {
            "none" => Some(None),
            _ => EntityType::parse(text).map(Some),
        };
        Ok(Self {
            upos: weights.labels("upos", Upos::parse)?,
            xpos: weights.labels("xpos", crate::reading::parse_xpos)?,
            deprel: weights.labels("deprel", Deprel::parse)?,
            names: weights.labels("names", |text| match text.split_once('-') {
                None => (text == "O").then_some(None),
                Some((prefix, rest)) => EntityType::parse(rest).map(|kind| Some((prefix == "B", kind))),
            })?,
            worthy: weights.labels("worthy", kind)?,
        })
    }
}
