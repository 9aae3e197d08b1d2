use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::{Sentence, Wording};

/// What stands in a sentence.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// Nothing is known, or it does not apply.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A count, length or number.
    Number(u64),
    /// A text.
    Text(Cow<'a, str>),
    /// Several texts.
    List(Vec<Cow<'a, str>>),
    /// Another fact's sentence.
    Said(&'a dyn Wording),
}

/// What can stand in a sentence.
pub trait AsValue {
    /// As which value.
    fn as_value(&self) -> Value<'_>;
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl AsValue for $number {
            fn as_value(&self) -> Value<'_> {
                Value::Number(*self as u64)
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, usize);

impl AsValue for bool {
    fn as_value(&self) -> Value<'_> {
        Value::Flag(*self)
    }
}

impl AsValue for str {
    fn as_value(&self) -> Value<'_> {
        Value::Text(self.into())
    }
}

impl AsValue for String {
    fn as_value(&self) -> Value<'_> {
        self.as_str().as_value()
    }
}

impl AsValue for char {
    fn as_value(&self) -> Value<'_> {
        Value::Text(self.to_string().into())
    }
}

impl AsValue for Path {
    fn as_value(&self) -> Value<'_> {
        Value::Text(self.display().to_string().into())
    }
}

impl AsValue for PathBuf {
    fn as_value(&self) -> Value<'_> {
        self.as_path().as_value()
    }
}

impl<T: AsValue + ?Sized> AsValue for &T {
    fn as_value(&self) -> Value<'_> {
        (**self).as_value()
    }
}

impl<T: AsValue + ?Sized> AsValue for Box<T> {
    fn as_value(&self) -> Value<'_> {
        (**self).as_value()
    }
}

impl<T: AsValue> AsValue for Option<T> {
    fn as_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, AsValue::as_value)
    }
}

impl<T: AsRef<str>> AsValue for Vec<T> {
    fn as_value(&self) -> Value<'_> {
        Value::List(self.iter().map(|text| text.as_ref().into()).collect())
    }
}

impl AsValue for Vec<Sentence> {
    fn as_value(&self) -> Value<'_> {
        let sentences = self.iter().map(|sentence| sentence.to_string().into());
        Value::List(sentences.collect())
    }
}

impl AsValue for Sentence {
    fn as_value(&self) -> Value<'_> {
        Value::Said(&*self.0)
    }
}
